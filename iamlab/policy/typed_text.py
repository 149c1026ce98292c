"""A JSON text, what it says and where, and what to write for one change of it."""

import json
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from iamlab.policy.fixes import Change
from iamlab.policy.json_layout import Layout, indentation_at, layout_of
from iamlab.policy.json_patch import FIRST, at, holds, index_to_add, nothing_at
from iamlab.policy.json_places import Path, Places
from iamlab.policy.json_text import MAX_CHARACTERS, read


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in the place of the characters from `start` up to `end`."""

    start: int
    end: int
    text: str


class Typed:
    """A text, what it says, and where."""

    def __init__(self, text: str) -> None:
        document = read(text, most=2 * MAX_CHARACTERS)  # a fix may make it longer than what is submitted
        self.text = text
        self.value: Any = document.value
        self.places: Places = document.places
        self.layout: Layout = layout_of(text)

    def edit(self, change: Change) -> Edit:
        """What an `add`, a `remove` or a `replace` does."""
        path, value = change.path, change.value
        if change.op == "remove":
            return self.removal(path)
        if change.op not in ("add", "replace"):
            raise ValueError(f"{change.op} is no operation of a fix.")
        parent: object = at(self.value, path[:-1]) if path else None
        if change.op == "replace" or not path or (isinstance(parent, dict) and holds(parent, path[-1])):
            return self._replacement(path, value)
        if isinstance(parent, list):
            return self._addition(path[:-1], index_to_add(parent, path[-1], path), len(parent), value, key="")
        if isinstance(parent, dict) and isinstance(path[-1], str):
            place = 0 if path == FIRST else len(parent)
            return self._addition(path[:-1], place, len(parent), value, self.layout.key(path[-1]))
        raise nothing_at(path)

    def renaming(self, path: Path, name: str) -> Edit:
        """A member gets another key."""
        start = self.places.keys[path]
        old = json.JSONDecoder().raw_decode(self.text, start)[1]
        return Edit(start, old, json.dumps(name, ensure_ascii=False))

    def removal(self, path: Path) -> Edit:
        """One member or entry goes, with its comma and, where it had one, its line."""
        at(self.value, path)
        if not path:
            raise ValueError("The document itself cannot be removed.")
        return self.removals(path[:-1], {path[-1]})[0]

    def removals(self, parent: Path, steps: set[str | int]) -> list[Edit]:
        """Several of the same parent go; those that stand side by side in one edit."""
        members = self._members(parent)
        if len(steps) == len(members):
            opening, closing = self.places.values[parent]
            return [Edit(opening + 1, closing, "")]
        edits: list[Edit] = []
        for gone, group in groupby(enumerate(members), key=lambda one: one[1][-1] in steps):
            places = [place for place, _ in group]
            if gone:
                edits.append(self._gap(members, places[0], places[-1]))
        return edits

    def _gap(self, members: list[Path], first: int, last: int) -> Edit:
        start, end = self._span(members[first])[0], self._span(members[last])[1]
        before = self._span(members[first - 1])[1] if first else start
        after = self._span(members[last + 1])[0] if last + 1 < len(members) else end
        if before == start or after == end:
            return Edit(before, after, "")
        # Of two separators one goes: the one that leaves whatever follows in the line, or below it, where it was.
        starts_line, ends_line = "\n" in self.text[before:start], "\n" in self.text[end:after]
        return Edit(start, after, "") if starts_line and not ends_line else Edit(before, end, "")

    def _replacement(self, path: Path, value: object) -> Edit:
        at(self.value, path)
        start, last = self.places.values[path]
        old = self.text[start : last + 1]
        one_line = old[0] in "{[" and len(old.strip("{[]} \t\r\n")) > 0 and "\n" not in old
        return Edit(start, last + 1, self.layout.write(value, self._indentation(start, one_line or self._inline(path))))

    def _addition(self, parent: Path, place: int, size: int, value: object, key: str) -> Edit:
        opening, closing = self.places.values[parent]
        if not size:
            around = self._indentation(opening, self._inline(parent))
            inside = self.layout.inside(around)
            written = key + self.layout.write(value, inside)
            if inside is not None:
                written = f"{self.layout.newline}{inside}{written}{self.layout.newline}{around}"
            return Edit(opening + 1, closing, written)
        siblings = self._members(parent)
        start = self._span(siblings[min(place, size - 1)])[0]
        written = key + self.layout.write(value, self._indentation(start, "\n" not in self.text[opening:start]))
        if place == size:
            end = self._span(siblings[-1])[1]
            return Edit(end, end, self._separator(siblings, size - 1) + written)
        return Edit(start, start, written + self._separator(siblings, place))

    def _separator(self, siblings: list[Path], place: int) -> str:
        """A comma and the blanks between two members, as they are near this one."""
        near = place or (1 if len(siblings) > 1 else 0)
        start = self._span(siblings[near])[0]
        blanks = self.text[len(self.text[:start].rstrip(" \t\r\n")) : start]
        return "," + blanks if near or "\n" in blanks else self.layout.comma

    def _indentation(self, offset: int, one_line: bool) -> str | None:
        return None if one_line or self.layout.indent is None else indentation_at(self.text, offset)

    def _inline(self, path: Path) -> bool:
        """Whether a value shares its line with the bracket around it."""
        if not path:
            return False
        opening = self.places.values[path[:-1]][0]
        return "\n" not in self.text[opening : self._span(path)[0]]

    def _members(self, path: Path) -> list[Path]:
        parent = at(self.value, path)
        return [(*path, step) for step in (parent if isinstance(parent, dict) else range(len(parent)))]

    def _span(self, path: Path) -> tuple[int, int]:
        """From where a member, with its key, or an entry starts to where it ends."""
        start, last = self.places.values[path]
        return self.places.keys.get(path, start), last + 1
