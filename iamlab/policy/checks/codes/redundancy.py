"""The codes of: what says nothing that is not said already."""

from iamlab.policy.checks.codes.code import Code, Topic
from iamlab.policy.checks.finding import FindingType

CODES = (
    Code(
        "REDUNDANT_ACTION",
        FindingType.SUGGESTION,
        Topic.ACTIONS,
        "",
    ),
    Code(
        "REDUNDANT_RESOURCE",
        FindingType.SUGGESTION,
        Topic.RESOURCES,
        "",
    ),
    Code(
        "REDUNDANT_STATEMENT",
        FindingType.SUGGESTION,
        Topic.GRAMMAR,
        "",
    ),
    Code(
        "REDUNDANT_CONDITION_VALUE_NUM",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "",
    ),
    Code(
        "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "",
    ),
    Code(
        "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "",
    ),
)
