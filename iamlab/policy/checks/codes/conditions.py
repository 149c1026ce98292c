"""The codes of: operators and values of conditions."""

from iamlab.policy.checks.codes.code import Code, Topic
from iamlab.policy.checks.finding import FindingType

CODES = (
    Code(
        "INVALID_CONDITION_DATA_TYPE",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "All values of a key are compared in the same way, so values of different types cannot all be what you mean.",
    ),
    Code(
        "INVALID_CONDITION_MULTIPLE_BOOLEAN",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "A Boolean is true or false, so a list with both matches every request that has the key and tests nothing.",
    ),
    Code(
        "MISSING_QUALIFIER",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "AWS must know whether one of the key's values has to match or all of them; without that, it may match none.",
    ),
    Code(
        "TYPE_MISMATCH_IP_RANGE",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "AWS cannot read the address, so it never matches and the statement does not do what you want.",
    ),
    Code(
        "PRIVATE_IP_ADDRESS",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "A request reaches AWS from a public address, so a condition that names only private addresses never matches.",
    ),
    Code(
        "PRIVATE_NOT_IP_ADDRESS",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "A request reaches AWS from a public address, so to exclude only private addresses excludes nobody.",
    ),
    Code(
        "INVALID_VPC_FORMAT",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "No VPC can have such an ID, so the condition never matches a real request.",
    ),
    Code(
        "INVALID_VPCE_FORMAT",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "No VPC endpoint can have such an ID, so the condition never matches a real request.",
    ),
    Code(
        "INVALID_KMS_KEY_VALUE",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "AWS fills in the full ARN of the key, so any shorter name of it never matches.",
    ),
    Code(
        "INVALID_SERVICE_PRINCIPAL_FORMAT",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "AWS compares the name of the service letter by letter, so a name in another form never matches.",
    ),
    Code(
        "VARIABLE_USAGE_TOO_PERMISSIVE",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "A variable stands for whatever the request holds, so the caller may be able to choose the value that matches.",
    ),
    Code(
        "WILDCARD_USAGE_TOO_PERMISSIVE",
        FindingType.ERROR,
        Topic.CONDITIONS,
        "A wildcard on a key that says who or where also matches strangers, so the condition may protect nothing.",
    ),
    Code(
        "FORALLVALUES_WITH_SINGLE_VALUED_KEY",
        FindingType.SECURITY_WARNING,
        Topic.CONDITIONS,
        "ForAllValues is true when the key is missing, so a request without the key gets in.",
    ),
    Code(
        "UNTRUSTWORTHY_CONDITION_KEY",
        FindingType.SECURITY_WARNING,
        Topic.CONDITIONS,
        "The caller writes this value, so anybody who knows the policy can send the value that it asks for.",
    ),
    Code(
        "MISSING_PAIRED_CONDITION_KEYS",
        FindingType.SECURITY_WARNING,
        Topic.CONDITIONS,
        "The same private address exists in many networks, so the address alone also lets strangers in.",
    ),
    Code(
        "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS",
        FindingType.SECURITY_WARNING,
        Topic.CONDITIONS,
        "To StringLike an ARN is only text, so its * can match more than the one part of the ARN that you think of.",
    ),
    Code(
        "DYNAMODB_ATTRIBUTES_WITHOUT_SELECT",
        FindingType.SECURITY_WARNING,
        Topic.CONDITIONS,
        "A read that names no attributes returns the whole item, with the attributes that you wanted to hide.",
    ),
    Code(
        "S3_PREFIX_IN_NEGATIVE_CONTEXT",
        FindingType.SECURITY_WARNING,
        Topic.CONDITIONS,
        "A request can ask for a shorter prefix, so the objects that you wanted to hide are still listed.",
    ),
    Code(
        "TYPE_MISMATCH",
        FindingType.WARNING,
        Topic.CONDITIONS,
        "An operator reads values as one type, such as a date, and with a key of another type it may never match.",
    ),
    Code(
        "TYPE_MISMATCH_BOOLEAN",
        FindingType.WARNING,
        Topic.CONDITIONS,
        "AWS knows only true and false here, so any other value never matches.",
    ),
    Code(
        "TYPE_MISMATCH_DATE",
        FindingType.WARNING,
        Topic.CONDITIONS,
        "AWS cannot read the date, so the condition never matches.",
    ),
    Code(
        "TYPE_MISMATCH_NUMBER",
        FindingType.WARNING,
        Topic.CONDITIONS,
        "AWS cannot read the number, so the condition never matches.",
    ),
    Code(
        "TYPE_MISMATCH_STRING",
        FindingType.WARNING,
        Topic.CONDITIONS,
        "BinaryEquals decodes the value from base64, so a value that is not base64 never matches.",
    ),
    Code(
        "INVALID_DATE_VALUE",
        FindingType.WARNING,
        Topic.CONDITIONS,
        "A count of seconds is hard for people to read, so a wrong date in it is easily missed.",
    ),
    Code(
        "WILDCARD_WITHOUT_LIKE_OPERATOR",
        FindingType.WARNING,
        Topic.CONDITIONS,
        "Only the Like operators understand wildcards, so here the * is an ordinary character and nothing matches.",
    ),
    Code(
        "NULL_WITH_QUALIFIER",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "ForAllValues and ForAnyValue make Null always true or always false, so the condition tests nothing.",
    ),
    Code(
        "IMPROVE_IP_RANGE",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "AWS ignores the end of the address, so the range can be larger than it looks.",
    ),
    Code(
        "PRIVATE_IP_ADDRESS_SUBSET",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "A request reaches AWS from a public address, so the private addresses in the list never match.",
    ),
    Code(
        "PRIVATE_NOT_IP_ADDRESS_SUBSET",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "A request reaches AWS from a public address, so the private addresses in the list exclude nobody.",
    ),
    Code(
        "EQUIVALENT_TO_NULL_FALSE",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "A pattern that matches every value only asks whether the key is there, and Null says the same clearly.",
    ),
    Code(
        "EQUIVALENT_TO_NULL_TRUE",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "A pattern that excludes every value only asks whether the key is missing, and Null says the same clearly.",
    ),
)
