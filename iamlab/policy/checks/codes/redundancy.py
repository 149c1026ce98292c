"""The codes of: what says nothing that is not said already."""

from iamlab.policy.checks.codes.code import Code, Topic
from iamlab.policy.checks.finding import FindingType

CODES = (
    Code(
        "REDUNDANT_ACTION",
        FindingType.SUGGESTION,
        Topic.ACTIONS,
        "If you remove one of two entries that say the same, the permission is still there.",
    ),
    Code(
        "REDUNDANT_RESOURCE",
        FindingType.SUGGESTION,
        Topic.RESOURCES,
        "If you remove one of two entries that match the same resource, the access is still there.",
    ),
    Code(
        "REDUNDANT_STATEMENT",
        FindingType.SUGGESTION,
        Topic.GRAMMAR,
        "If you later change only one of two statements that say the same, the policy still does what it did.",
    ),
    Code(
        "REDUNDANT_CONDITION_VALUE_NUM",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "One value is enough to pass a condition, so only the most generous limit counts.",
    ),
    Code(
        "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "A condition that is always true looks like a restriction and restricts nothing.",
    ),
    Code(
        "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "A condition that is never true switches the whole statement off.",
    ),
    Code(
        "REDUNDANT_CONDITION_VALUE",
        FindingType.SUGGESTION,
        Topic.CONDITIONS,
        "If you remove a value that another value covers, the condition still lets the same requests pass.",
        own=True,
    ),
    Code(
        "COVERED_STATEMENT",
        FindingType.SUGGESTION,
        Topic.GRAMMAR,
        "If you remove or narrow a statement that a wider one covers, the policy still does what it did.",
        own=True,
    ),
    Code(
        "SHADOWED_STATEMENT",
        FindingType.WARNING,
        Topic.GRAMMAR,
        "A Deny always wins, so an Allow that is wholly denied grants nothing.",
        own=True,
    ),
)
