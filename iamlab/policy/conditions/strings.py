"""String condition operators ("IAM JSON policy elements: Condition operators")."""

from iamlab.policy.conditions.comparison import Comparison, pair
from iamlab.policy.patterns import Glob, compile_parts
from iamlab.policy.variables import Part, plain_text


def _lower(parts: tuple[Part, ...]) -> str:
    return plain_text(parts).casefold()


def _equals(wanted: str, value: str) -> bool:
    return wanted == value


def _equals_ignoring_case(wanted: str, value: str) -> bool:
    return wanted == value.casefold()


def _like(pattern: Glob, value: str) -> bool:
    return pattern.matches(value)


_EQUALS = Comparison(plain_text, _equals, substitutes=True, kind="string")
_IGNORE_CASE = Comparison(_lower, _equals_ignoring_case, substitutes=True, kind="string")
_LIKE = Comparison(compile_parts, _like, substitutes=True, kind="pattern")

OPERATORS = {
    **pair("StringEquals", "StringNotEquals", _EQUALS),
    **pair("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", _IGNORE_CASE),
    **pair("StringLike", "StringNotLike", _LIKE),
}
