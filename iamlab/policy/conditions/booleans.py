"""The Boolean condition operator ("IAM JSON policy elements: Condition operators")."""

from iamlab.policy.conditions.comparison import Comparison
from iamlab.policy.variables import Part, plain_text


def _wanted(parts: tuple[Part, ...]) -> str | None:
    text = plain_text(parts).lower()
    return text if text in ("true", "false") else None


def _matches(wanted: str, value: str) -> bool:
    return value.lower() == wanted


OPERATORS = {"Bool": Comparison(_wanted, _matches, substitutes=True, kind="boolean")}
