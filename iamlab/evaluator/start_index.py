"""Things filed under a whole text, or under what a text starts with."""

from typing import Generic, TypeVar

T = TypeVar("T")


class StartIndex(Generic[T]):
    """Finds what concerns a text in a few look-ups, however much is filed under other texts."""

    __slots__ = ("_by_start", "_by_text", "_lengths")

    def __init__(self) -> None:
        self._by_text: dict[str, list[T]] = {}
        self._by_start: dict[str, list[T]] = {}
        self._lengths: set[int] = set()

    def add_text(self, text: str, item: T) -> None:
        """File an item under just this text."""
        self._by_text.setdefault(text, []).append(item)

    def add_start(self, start: str, item: T) -> None:
        """File an item under all texts that start so."""
        filed = self._by_start.get(start)
        if filed is None:
            filed = self._by_start[start] = []
            self._lengths.add(len(start))
        filed.append(item)

    def find(self, text: str) -> list[T]:
        """All items that are filed under the text, in no order; an item that is filed twice may come twice."""
        found = list(self._by_text.get(text, ()))
        for length in self._lengths:
            filed = self._by_start.get(text[:length])
            if filed is not None:
                found += filed
        return found
