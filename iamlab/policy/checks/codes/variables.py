"""The codes of: policy variables."""

from iamlab.policy.checks.codes.code import Code, Topic
from iamlab.policy.checks.finding import FindingType

CODES = (
    Code(
        "MISSING_BRACE_IN_VARIABLE",
        FindingType.ERROR,
        Topic.VARIABLES,
        "A variable without its closing brace is plain text, so the value of the request never takes its place.",
    ),
    Code(
        "MISSING_QUOTE_IN_VARIABLE",
        FindingType.ERROR,
        Topic.VARIABLES,
        "A default value counts only between single quotes, so without them the variable does not work at all.",
    ),
    Code(
        "UNSUPPORTED_SPACE_IN_VARIABLE",
        FindingType.ERROR,
        Topic.VARIABLES,
        "No context key has a space in its name, so nothing ever takes the place of the variable.",
    ),
    Code(
        "UNSUPPORTED_SYMBOL_IN_VARIABLE",
        FindingType.ERROR,
        Topic.VARIABLES,
        "A symbol that no key name has makes a variable that nothing ever takes the place of.",
        not_raised="AWS has dropped the rule: it is in the check reference of 2021 and no longer in today's.",
    ),
    Code(
        "EMPTY_VARIABLE",
        FindingType.ERROR,
        Topic.VARIABLES,
        "A variable stands for the value of a context key, and one without a name stands for nothing.",
    ),
    Code(
        "VARIABLE_UNSUPPORTED_IN_ELEMENT",
        FindingType.ERROR,
        Topic.VARIABLES,
        "A variable becomes a value only in resources and condition values; elsewhere it is plain text.",
    ),
    Code(
        "VARIABLE_UNSUPPORTED_IN_VERSION",
        FindingType.ERROR,
        Topic.VARIABLES,
        "Without the version of 2012 a variable is plain text, and matches only what really has that name.",
    ),
    Code(
        "INVALID_VARIABLE_FOR_OPERATOR",
        FindingType.ERROR,
        Topic.VARIABLES,
        "A variable becomes a value for String and Arn operators only; for others it stays text and matches nothing.",
    ),
)
