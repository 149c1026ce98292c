"""How much an account may have, and how much of its quotas a policy takes."""

from dataclasses import dataclass

from iamlab.policy.document import PolicyType
from iamlab.policy.sizes import quotas

# Defaults of the page "IAM and AWS STS quotas".
USERS_PER_ACCOUNT = 5_000
GROUPS_PER_ACCOUNT = 300
ROLES_PER_ACCOUNT = 1_000
POLICIES_PER_ACCOUNT = 1_500
ALIASES_PER_ACCOUNT = 1
GROUPS_PER_USER = 10
POLICIES_PER_USER = 10
POLICIES_PER_GROUP = 10
POLICIES_PER_ROLE = 10
ACCESS_KEYS_PER_USER = 2
MFA_DEVICES_PER_USER = 8
TAGS_PER_USER = 50
TAGS_PER_ROLE = 50
VERSIONS_PER_POLICY = 5

_MORE = "An account can ask for more."


@dataclass(frozen=True, slots=True)
class AccountQuota:
    """How many of something there may be. `note` says where more can be had."""

    name: str
    limit: int
    note: str = ""


ACCOUNT_QUOTAS = (
    AccountQuota("Users in an account", USERS_PER_ACCOUNT, "Roles and IAM Identity Center need no users."),
    AccountQuota("Groups in an account", GROUPS_PER_ACCOUNT, _MORE),
    AccountQuota("Roles in an account", ROLES_PER_ACCOUNT, _MORE),
    AccountQuota("Customer managed policies in an account", POLICIES_PER_ACCOUNT, _MORE),
    AccountQuota("Aliases of an account", ALIASES_PER_ACCOUNT),
    AccountQuota("Groups that a user can be in", GROUPS_PER_USER),
    AccountQuota("Managed policies attached to a user", POLICIES_PER_USER, _MORE),
    AccountQuota("Managed policies attached to a group", POLICIES_PER_GROUP),
    AccountQuota("Managed policies attached to a role", POLICIES_PER_ROLE, _MORE),
    AccountQuota("Access keys of a user", ACCESS_KEYS_PER_USER, "Two, so that one can be changed for the other."),
    AccountQuota("MFA devices of a user", MFA_DEVICES_PER_USER),
    AccountQuota("Tags of a user", TAGS_PER_USER),
    AccountQuota("Tags of a role", TAGS_PER_ROLE),
    AccountQuota("Versions of a managed policy", VERSIONS_PER_POLICY, "Delete an old one to make room."),
)


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of a quota a policy takes: `used` of `limit`. `note` says what is counted, and what else decides."""

    name: str
    used: int
    limit: int
    note: str

    @property
    def exceeded(self) -> bool:
        """Whether the policy is too long."""
        return self.used > self.limit


def usage(text: str, policy_type: PolicyType, resource_type: str | None = None) -> tuple[Usage, ...]:
    """What a policy takes of each quota that it may have to fit into. The text need not be JSON."""
    return tuple(
        Usage(quota.name, quota.used(text), quota.limit, f"In {quota.counted.value}. {quota.note}".strip())
        for quota in quotas(policy_type, resource_type)
    )
