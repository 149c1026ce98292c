"""Whether a condition asks for its values, or for all others. Null asks for neither."""

from iamlab.policy.checks.draft import DraftCondition
from iamlab.policy.conditions.operators import COMPARISONS


def is_positive(condition: DraftCondition) -> bool:
    """Whether the operator asks for one of the values, like StringLike."""
    comparison = COMPARISONS.get(condition.base)
    return comparison is not None and not comparison.negated


def is_negated(condition: DraftCondition) -> bool:
    """Whether the operator asks for none of the values, like StringNotLike."""
    comparison = COMPARISONS.get(condition.base)
    return comparison is not None and comparison.negated
