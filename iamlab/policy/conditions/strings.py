"""String condition operators ("IAM JSON policy elements: Condition operators")."""

from iamlab.policy.conditions.comparison import Comparison, pair
from iamlab.policy.patterns import Glob, compile_parts
from iamlab.policy.variables import Part, plain_text


def _as_it_is(value: str) -> str:
    return value


def _folded(parts: tuple[Part, ...]) -> str:
    return plain_text(parts).casefold()


_EQUALS = Comparison(plain_text, _as_it_is, substitutes=True, kind="string")
_IGNORE_CASE = Comparison(_folded, str.casefold, substitutes=True, kind="string")
_LIKE = Comparison(compile_parts, _as_it_is, Glob.matches, substitutes=True, kind="pattern")

OPERATORS = {
    **pair("StringEquals", "StringNotEquals", _EQUALS),
    **pair("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", _IGNORE_CASE),
    **pair("StringLike", "StringNotLike", _LIKE),
}
