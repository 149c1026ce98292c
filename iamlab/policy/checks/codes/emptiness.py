"""The codes of: elements that hold nothing."""

from iamlab.policy.checks.codes.code import Code, Topic
from iamlab.policy.checks.finding import FindingType

CODES = (
    Code(
        "EMPTY_ARRAY_ACTION",
        FindingType.SUGGESTION,
        Topic.GRAMMAR,
        "",
    ),
    Code(
        "EMPTY_ARRAY_RESOURCE",
        FindingType.SUGGESTION,
        Topic.GRAMMAR,
        "",
    ),
    Code(
        "EMPTY_ARRAY_PRINCIPAL",
        FindingType.SUGGESTION,
        Topic.GRAMMAR,
        "",
    ),
    Code(
        "EMPTY_OBJECT_PRINCIPAL",
        FindingType.SUGGESTION,
        Topic.GRAMMAR,
        "",
    ),
    Code(
        "EMPTY_SID_VALUE",
        FindingType.SUGGESTION,
        Topic.GRAMMAR,
        "",
    ),
    Code(
        "EMPTY_ARRAY_CONDITION",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "",
    ),
    Code(
        "EMPTY_ARRAY_CONDITION_FORALLVALUES",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "",
    ),
    Code(
        "EMPTY_ARRAY_CONDITION_FORANYVALUE",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "",
    ),
    Code(
        "EMPTY_ARRAY_CONDITION_IFEXISTS",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "",
    ),
    Code(
        "EMPTY_OBJECT_CONDITION",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "",
    ),
)
