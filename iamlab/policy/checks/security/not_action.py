"""Checks: Allow with NotAction ("IAM JSON policy elements: NotAction")."""

from iamlab.policy.checks.draft import Draft
from iamlab.policy.checks.security.reach import Reach
from iamlab.policy.document import PolicyType
from iamlab.policy.findings import Findings

# The others are limits, and give nobody anything.
_TYPES = frozenset({PolicyType.IDENTITY, PolicyType.RESOURCE, PolicyType.TRUST})


def check(draft: Draft, findings: Findings) -> None:
    """Note the statements that allow all actions but some."""
    for statement in draft.statements if draft.policy_type in _TYPES else ():
        if statement.allows and statement.not_action:
            where = ", on every resource" if Reach(statement).is_everything else ""
            findings.add(
                "ALLOW_WITH_NOT_ACTION",
                f"Allow with NotAction allows every action that is not listed{where}, also those that AWS adds "
                "tomorrow. List in Action what is needed, or use NotAction with Deny.",
                (*statement.path, "NotAction"),
                at_key=True,
            )
