"""What a condition says whose value is nothing but `*`: the key is there, it is not, always, or never."""

from typing import NamedTuple

from iamlab.policy.checks.draft import DraftCondition
from iamlab.policy.conditions.operators import COMPARISONS, Operator, Quantifier

WITH_WILDCARDS = frozenset(name for name, one in COMPARISONS.items() if one.kind in ("pattern", "arn"))


class Answers(NamedTuple):
    """Whether a condition is true for requests that have its key, and for those that lack it."""

    present: bool
    absent: bool


def answers(condition: DraftCondition) -> Answers | None:
    """The answers where `*` is among the values, and is a wildcard; None where it is not."""
    operator = condition.operator
    if operator is None or operator.base not in WITH_WILDCARDS:
        return None
    if not any(value.text and not value.text.strip("*") for value in condition.values):
        return None
    return Answers(not COMPARISONS[operator.base].negated, holds_without_key(operator))


def holds_without_key(operator: Operator) -> bool:
    """Whether an operator other than Null is satisfied where the request lacks the key, whatever the values are."""
    if operator.if_exists or operator.quantifier is Quantifier.ALL:
        return True
    return operator.quantifier is None and COMPARISONS[operator.base].negated
