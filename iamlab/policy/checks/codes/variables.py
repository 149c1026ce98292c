"""The codes of: policy variables."""

from iamlab.policy.checks.codes.code import Code, Topic
from iamlab.policy.checks.finding import FindingType

CODES = (
    Code(
        "MISSING_BRACE_IN_VARIABLE",
        FindingType.ERROR,
        Topic.VARIABLES,
        "",
    ),
    Code(
        "MISSING_QUOTE_IN_VARIABLE",
        FindingType.ERROR,
        Topic.VARIABLES,
        "",
    ),
    Code(
        "UNSUPPORTED_SPACE_IN_VARIABLE",
        FindingType.ERROR,
        Topic.VARIABLES,
        "",
    ),
    Code(
        "UNSUPPORTED_SYMBOL_IN_VARIABLE",
        FindingType.ERROR,
        Topic.VARIABLES,
        "",
    ),
    Code(
        "EMPTY_VARIABLE",
        FindingType.ERROR,
        Topic.VARIABLES,
        "",
    ),
    Code(
        "VARIABLE_UNSUPPORTED_IN_ELEMENT",
        FindingType.ERROR,
        Topic.VARIABLES,
        "",
    ),
    Code(
        "VARIABLE_UNSUPPORTED_IN_VERSION",
        FindingType.ERROR,
        Topic.VARIABLES,
        "",
    ),
    Code(
        "INVALID_VARIABLE_FOR_OPERATOR",
        FindingType.ERROR,
        Topic.VARIABLES,
        "",
    ),
)
