"""Numeric condition operators ("IAM JSON policy elements: Condition operators")."""

import operator
import re
from collections.abc import Callable
from decimal import Decimal

from iamlab.policy.conditions.comparison import Comparison, pair
from iamlab.policy.variables import Part, plain_text

# Digits are bounded so that no number is expensive to compare.
_NUMBER = re.compile(r"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,2})?", re.ASCII)


def number(text: str) -> Decimal | None:
    """An integer or decimal number, or None where `text` is none."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _wanted(parts: tuple[Part, ...]) -> Decimal | None:
    return number(plain_text(parts))


def _comparison(compare: Callable[[Decimal, Decimal], bool]) -> Comparison:
    def matches(wanted: Decimal, value: str) -> bool:
        found = number(value)
        return found is not None and compare(found, wanted)

    return Comparison(_wanted, matches, kind="number")


OPERATORS = {
    **pair("NumericEquals", "NumericNotEquals", _comparison(operator.eq)),
    "NumericLessThan": _comparison(operator.lt),
    "NumericLessThanEquals": _comparison(operator.le),
    "NumericGreaterThan": _comparison(operator.gt),
    "NumericGreaterThanEquals": _comparison(operator.ge),
}
