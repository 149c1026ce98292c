"""How a sentence lists names."""

from collections.abc import Sequence


def listed(names: Sequence[str]) -> str:
    """`one`, `one and another`, `one, another and a third`."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
