"""The codes of: how long a policy may be."""

from iamlab.policy.checks.codes.code import Code, Topic
from iamlab.policy.checks.finding import FindingType

CODES = (
    Code(
        "POLICY_SIZE_EXCEEDS_SCP_QUOTA",
        FindingType.ERROR,
        Topic.QUOTAS,
        "",
    ),
    Code(
        "POLICY_SIZE_EXCEEDS_RCP_QUOTA",
        FindingType.ERROR,
        Topic.QUOTAS,
        "",
    ),
    Code(
        "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
        FindingType.WARNING,
        Topic.QUOTAS,
        "",
    ),
    Code(
        "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA",
        FindingType.WARNING,
        Topic.QUOTAS,
        "",
    ),
    Code(
        "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA",
        FindingType.WARNING,
        Topic.QUOTAS,
        "",
    ),
    Code(
        "POLICY_SIZE_EXCEEDS_SESSION_POLICY_QUOTA",
        FindingType.WARNING,
        Topic.QUOTAS,
        "",
        own=True,
    ),
    Code(
        "POLICY_SIZE_EXCEEDS_ENDPOINT_POLICY_QUOTA",
        FindingType.WARNING,
        Topic.QUOTAS,
        "",
        own=True,
    ),
)
