"""How values stand in a sentence."""

from collections.abc import Sequence

_LONGEST = 200
_MOST = 3


def code(text: str) -> str:
    """A value in backticks, on one line and not too long."""
    line = " ".join(text.replace("`", "'").split()) or " "
    return f"`{line if len(line) <= _LONGEST else line[:_LONGEST] + '…'}`"


def either(values: Sequence[str]) -> str:
    """`a`, `b` or `c`; of many values the first few."""
    shown = [code(value) for value in values[:_MOST]]
    if len(values) > _MOST:
        return f"{', '.join(shown)} or {len(values) - _MOST} more"
    return " or ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
