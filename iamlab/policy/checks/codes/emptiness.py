"""The codes of: elements that hold nothing."""

from iamlab.policy.checks.codes.code import Code, Topic
from iamlab.policy.checks.finding import FindingType

CODES = (
    Code(
        "EMPTY_ARRAY_ACTION",
        FindingType.SUGGESTION,
        Topic.GRAMMAR,
        "A statement with no actions neither allows nor denies anything.",
    ),
    Code(
        "EMPTY_ARRAY_RESOURCE",
        FindingType.SUGGESTION,
        Topic.GRAMMAR,
        "A statement with no resources is about nothing, so it neither allows nor denies anything.",
    ),
    Code(
        "EMPTY_ARRAY_PRINCIPAL",
        FindingType.SUGGESTION,
        Topic.GRAMMAR,
        "A statement with no principals is about nobody, so it neither allows nor denies anything.",
    ),
    Code(
        "EMPTY_OBJECT_PRINCIPAL",
        FindingType.SUGGESTION,
        Topic.GRAMMAR,
        "A statement with an empty Principal is about nobody, so it neither allows nor denies anything.",
    ),
    Code(
        "EMPTY_SID_VALUE",
        FindingType.SUGGESTION,
        Topic.GRAMMAR,
        "A Sid is there to tell statements apart, and an empty one tells the reader nothing.",
    ),
    Code(
        "EMPTY_ARRAY_CONDITION",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "A condition without values cannot tell requests apart, so it does not protect what you want to protect.",
    ),
    Code(
        "EMPTY_ARRAY_CONDITION_FORALLVALUES",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "With no values, only a request without the key passes, and the Null operator says that more clearly.",
    ),
    Code(
        "EMPTY_ARRAY_CONDITION_FORANYVALUE",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "With no values to compare, no request ever passes, so the statement never applies.",
    ),
    Code(
        "EMPTY_ARRAY_CONDITION_IFEXISTS",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "With no values, only a request without the key passes, and the Null operator says that more clearly.",
    ),
    Code(
        "EMPTY_OBJECT_CONDITION",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "An empty condition looks like a restriction and restricts nothing.",
    ),
)
