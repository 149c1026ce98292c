"""The codes of: Amazon Resource Names."""

from iamlab.policy.checks.codes.code import Code, Topic
from iamlab.policy.checks.finding import FindingType

CODES = (
    Code(
        "ARN_ACCOUNT_NOT_ALLOWED",
        FindingType.ERROR,
        Topic.RESOURCES,
        "The ARNs of some resources have no account in them, so an ARN that gives one matches nothing.",
    ),
    Code(
        "ARN_REGION_NOT_ALLOWED",
        FindingType.ERROR,
        Topic.RESOURCES,
        "Some resources, like those of IAM, belong to no Region, so an ARN that gives one matches nothing.",
    ),
    Code(
        "INVALID_ARN_ACCOUNT",
        FindingType.ERROR,
        Topic.RESOURCES,
        "An account that cannot exist owns nothing, so the ARN matches nothing.",
    ),
    Code(
        "INVALID_ARN_REGION",
        FindingType.ERROR,
        Topic.RESOURCES,
        "There is nothing in a Region that does not exist, so the ARN matches nothing.",
    ),
    Code(
        "INVALID_ARN_RESOURCE",
        FindingType.ERROR,
        Topic.RESOURCES,
        "No resource of the service has such an ARN, so it matches nothing, however right the rest of it is.",
    ),
    Code(
        "INVALID_ARN_SERVICE_CASE",
        FindingType.ERROR,
        Topic.RESOURCES,
        "ARNs are compared letter by letter, so a service with a capital letter in it matches nothing.",
    ),
    Code(
        "INVALID_PARTITION",
        FindingType.ERROR,
        Topic.RESOURCES,
        "Every ARN names the partition of AWS that its resource belongs to, so a wrong name matches nothing.",
    ),
    Code(
        "MISSING_ARN_FIELD",
        FindingType.ERROR,
        Topic.RESOURCES,
        "AWS reads each field that you leave out as *, so a short ARN can mean far more than you had in mind.",
    ),
    Code(
        "MISSING_ARN_REGION",
        FindingType.ERROR,
        Topic.RESOURCES,
        "The resources of this service stand in a Region, so an ARN with an empty Region matches none of them.",
    ),
    Code(
        "MISSING_ARN_ACCOUNT",
        FindingType.ERROR,
        Topic.RESOURCES,
        "Resources of this kind belong to an account, so an ARN with an empty account matches none of them.",
    ),
    Code(
        "INVALID_REGION",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "No request has a Region that does not exist, so the condition never says what you want it to say.",
    ),
    Code(
        "RESOURCE_MISMATCH",
        FindingType.WARNING,
        Topic.RESOURCES,
        "A statement works only where an action meets the kind of resource it is for, so this part has no effect.",
        own=True,
    ),
)
