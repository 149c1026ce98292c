"""The Boolean condition operator ("IAM JSON policy elements: Condition operators")."""

from iamlab.policy.conditions.comparison import Comparison
from iamlab.policy.variables import Part, plain_text


def boolean(text: str) -> str | None:
    """`true` or `false` in whatever capitals, or None where `text` is neither."""
    lower = text.lower()
    return lower if lower in ("true", "false") else None


def _prepare(parts: tuple[Part, ...]) -> str | None:
    return boolean(plain_text(parts))


OPERATORS = {"Bool": Comparison(_prepare, boolean, substitutes=True, kind="boolean")}
