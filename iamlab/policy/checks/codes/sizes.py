"""The codes of: how long a policy may be."""

from iamlab.policy.checks.codes.code import Code, Topic
from iamlab.policy.checks.finding import FindingType

CODES = (
    Code(
        "POLICY_SIZE_EXCEEDS_SCP_QUOTA",
        FindingType.ERROR,
        Topic.QUOTAS,
        "AWS Organizations refuses to save a service control policy that is too long, so nothing in it takes effect.",
    ),
    Code(
        "POLICY_SIZE_EXCEEDS_RCP_QUOTA",
        FindingType.ERROR,
        Topic.QUOTAS,
        "AWS Organizations refuses to save a resource control policy that is too long, so nothing in it takes effect.",
    ),
    Code(
        "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
        FindingType.WARNING,
        Topic.QUOTAS,
        "IAM refuses to save a policy that is too long, and a shorter policy is also easier to read and to check.",
    ),
    Code(
        "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA",
        FindingType.WARNING,
        Topic.QUOTAS,
        "The service refuses a policy that is too long, and the resource then keeps the policy that it had before.",
    ),
    Code(
        "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA",
        FindingType.WARNING,
        Topic.QUOTAS,
        "IAM refuses a trust policy that is longer than the quota of the account, so nobody new can use the role.",
    ),
    Code(
        "POLICY_SIZE_EXCEEDS_SESSION_POLICY_QUOTA",
        FindingType.WARNING,
        Topic.QUOTAS,
        "AWS STS refuses the whole request when its session policy is too long, so you get no credentials at all.",
        own=True,
    ),
    Code(
        "POLICY_SIZE_EXCEEDS_ENDPOINT_POLICY_QUOTA",
        FindingType.WARNING,
        Topic.QUOTAS,
        "A VPC endpoint refuses a policy that is too long and goes on with the policy that it had before.",
        own=True,
    ),
)
