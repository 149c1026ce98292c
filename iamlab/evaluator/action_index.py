"""Finds the statements that an action concerns without looking at the others."""

from collections.abc import Sequence
from functools import lru_cache

from iamlab.evaluator.start_index import StartIndex
from iamlab.policy.document import Statement
from iamlab.policy.patterns import Glob, compile_glob

_LONGEST_KEPT = 128  # characters: no action has a longer name


class ActionIndex:
    """The statements of a policy by the actions they name, upper and lower case alike.

    A name without wildcards is looked up; a pattern is tried on actions that start as it does up to its first wildcard.
    """

    __slots__ = ("_named", "_negated")

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._named: StartIndex[tuple[int, Glob | None]] = StartIndex()  # no pattern: to be filed there is enough
        self._negated: list[tuple[int, tuple[Glob, ...]]] = []
        for place, statement in enumerate(statements):
            if statement.actions is not None:
                self._add(place, statement.actions)
            elif statement.not_actions:  # an empty element is about nothing
                self._negated.append((place, tuple(_pattern(name.lower()) for name in statement.not_actions)))

    def _add(self, place: int, names: tuple[str, ...]) -> None:
        for name in names:
            name = name.lower()
            start = name.partition("*")[0].partition("?")[0]
            if len(start) == len(name):
                self._named.add_text(name, (place, None))
            else:
                self._named.add_start(start, (place, None if name == f"{start}*" else _pattern(name)))

    def matching(self, action: str) -> list[int]:
        """The places, in order, of the statements that are about a lower-case action."""
        found = {place for place, pattern in self._named.find(action) if pattern is None or pattern.matches(action)}
        for place, patterns in self._negated:
            if not any(pattern.matches(action) for pattern in patterns):
                found.add(place)
        return sorted(found)


def _pattern(name: str) -> Glob:
    return _kept_pattern(name) if len(name) <= _LONGEST_KEPT else compile_glob(name)


_kept_pattern = lru_cache(maxsize=4_096)(compile_glob)  # policies repeat each other's patterns
