"""How much IAM lets an account have. AWS page: "IAM and AWS STS quotas"."""

from iamlab.cloud.errors import limit_exceeded

USERS_PER_ACCOUNT = 5_000
GROUPS_PER_ACCOUNT = 300
POLICIES_PER_ACCOUNT = 1_500
GROUPS_PER_USER = 10
POLICIES_PER_USER = 10
POLICIES_PER_GROUP = 10
ACCESS_KEYS_PER_USER = 2
VERSIONS_PER_POLICY = 5

# Characters, white space not counted; an identity's inline policies share one quota.
MANAGED_POLICY_SIZE = 6_144
USER_INLINE_SIZE = 2_048
GROUP_INLINE_SIZE = 5_120


def check(name: str, after: int, quota: int) -> None:
    """Raise LimitExceeded when a change would leave `after` of something where `quota` are allowed."""
    if after > quota:
        raise limit_exceeded(f"Cannot exceed quota for {name}: {quota}")


def size(document: str) -> int:
    """Return a policy's size as IAM counts it."""
    return len("".join(document.split()))
