"""What a policy is attached to: the question that decides which rules about principals apply."""

from iamlab.catalog.resource_policies import ROLE
from iamlab.policy.checks.draft import Draft
from iamlab.policy.document import PolicyType


def is_trust_policy(draft: Draft) -> bool:
    """Whether the document is a role's trust policy, by its policy type or by what it is attached to."""
    if draft.policy_type is PolicyType.RESOURCE:
        return draft.resource_type == ROLE
    return draft.policy_type is PolicyType.TRUST


def is_resource_policy(draft: Draft) -> bool:
    """Whether the document is the policy of a resource other than a role."""
    return draft.policy_type is PolicyType.RESOURCE and draft.resource_type != ROLE


def names_principals(draft: Draft) -> bool:
    """Whether the document may say who it speaks of. In an RCP only `*` may stand there, which is another check."""
    return draft.policy_type in (PolicyType.RESOURCE, PolicyType.TRUST, PolicyType.ENDPOINT)
