"""Which entries of a list say nothing that another entry does not say as well."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from iamlab.policy.containment import literal_start

Covers = Callable[[str, str], bool]


@dataclass(slots=True)
class Budget:
    """How many characters of patterns may still be compared, so that no document takes long."""

    left: int = 400_000

    def spend(self, cost: int) -> bool:
        """Whether so much may still be done; it is paid for."""
        self.left -= cost
        return self.left > 0

    def compare(self, wide: str, narrow: str) -> bool:
        """Whether these two may be compared."""
        return self.spend(len(wide) + len(narrow) + 10)


@dataclass(slots=True)
class Covering:
    """The entries of a list, in an index by what they start with. `covers` compares two of them."""

    entries: Sequence[str]
    covers: Covers
    budget: Budget
    _by_start: Mapping[str, list[int]] = field(init=False)
    _lengths: Sequence[int] = field(init=False)

    def __post_init__(self) -> None:
        by_start: defaultdict[str, list[int]] = defaultdict(list)
        first: dict[str, int] = {}
        for index, entry in enumerate(self.entries):
            if first.setdefault(entry, index) == index:
                by_start[literal_start(entry)].append(index)
        self._by_start = by_start
        self._lengths = sorted({len(start) for start in by_start})

    def each(self, text: str) -> Iterator[int]:
        """The entries that cover `text`, as far as the budget goes; the text itself may be among them."""
        start = literal_start(text)
        for length in self._lengths:
            if length > len(start) or not self.budget.spend(1):
                return
            for index in self._by_start.get(start[:length], ()):
                if self.budget.compare(self.entries[index], text) and self.covers(self.entries[index], text):
                    yield index

    def has(self, text: str) -> bool:
        """Whether an entry covers `text`."""
        return next(self.each(text), None) is not None


def redundant(entries: Sequence[str], covers: Covers, budget: Budget) -> dict[int, int]:
    """The indexes of the entries that may go, each with the index of one that covers it and stays.

    Of two that mean the same, the first one stays.
    """
    covering = Covering(entries, covers, budget)
    first: dict[str, int] = {}
    found: dict[int, int] = {}
    for index, entry in enumerate(entries):
        if first.setdefault(entry, index) != index:
            found[index] = first[entry]
            continue
        for wider in covering.each(entry):
            if wider != index and (wider < index or not covers(entry, entries[wider])):
                found[index] = wider
                break
    return {index: _kept(by, found) for index, by in found.items()}


def _kept(index: int, found: Mapping[int, int]) -> int:
    while index in found:
        index = found[index]
    return index
