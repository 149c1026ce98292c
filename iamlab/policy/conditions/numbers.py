"""Numeric condition operators ("IAM JSON policy elements: Condition operators")."""

import re
from decimal import Decimal

from iamlab.policy.conditions.ordered import ordered

# Digits are bounded so that no number is expensive to compare.
_NUMBER = re.compile(r"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,2})?", re.ASCII)


def number(text: str) -> Decimal | None:
    """An integer or decimal number, or None where `text` is none."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


OPERATORS = ordered("Numeric", number, kind="number")
