"""How much IAM lets an account have. AWS page: "IAM and AWS STS quotas"."""

from iamlab.cloud.errors import limit_exceeded
from iamlab.policy import sizes
from iamlab.policy.quotas import (
    ACCESS_KEYS_PER_USER,
    GROUPS_PER_ACCOUNT,
    GROUPS_PER_USER,
    POLICIES_PER_ACCOUNT,
    POLICIES_PER_GROUP,
    POLICIES_PER_ROLE,
    POLICIES_PER_USER,
    ROLES_PER_ACCOUNT,
    TAGS_PER_ROLE,
    USERS_PER_ACCOUNT,
    VERSIONS_PER_POLICY,
)

__all__ = [
    "ACCESS_KEYS_PER_USER",
    "GROUPS_PER_ACCOUNT",
    "GROUPS_PER_USER",
    "GROUP_INLINE_SIZE",
    "INSTANCE_PROFILES_PER_ACCOUNT",
    "MANAGED_POLICY_SIZE",
    "POLICIES_PER_ACCOUNT",
    "POLICIES_PER_GROUP",
    "POLICIES_PER_ROLE",
    "POLICIES_PER_USER",
    "ROLES_PER_ACCOUNT",
    "ROLES_PER_INSTANCE_PROFILE",
    "ROLE_INLINE_SIZE",
    "TAGS",
    "TRUST_SIZE",
    "USERS_PER_ACCOUNT",
    "USER_INLINE_SIZE",
    "VERSIONS_PER_POLICY",
    "check",
    "size",
]

# An identity's inline policies share one quota.
MANAGED_POLICY_SIZE = sizes.MANAGED.limit
USER_INLINE_SIZE = sizes.USER_INLINE.limit
GROUP_INLINE_SIZE = sizes.GROUP_INLINE.limit
ROLE_INLINE_SIZE = sizes.ROLE_INLINE.limit
TRUST_SIZE = sizes.TRUST.limit
TAGS = TAGS_PER_ROLE  # the same for whatever has tags
INSTANCE_PROFILES_PER_ACCOUNT = 1_000
ROLES_PER_INSTANCE_PROFILE = 1


def check(name: str, after: int, quota: int) -> None:
    """Raise LimitExceeded when a change would leave `after` of something where `quota` are allowed."""
    if after > quota:
        raise limit_exceeded(f"Cannot exceed quota for {name}: {quota}")


def size(document: str) -> int:
    """Return a policy's size as IAM counts it."""
    return sizes.MANAGED.used(document)
