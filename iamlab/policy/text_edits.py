"""Applies the fix of a finding to the text of a document: what the fix does not touch stays as it was typed."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from iamlab.policy.fixes import Change, Fix
from iamlab.policy.json_patch import apply, at, holds, source_of
from iamlab.policy.json_places import Path
from iamlab.policy.typed_text import Edit, Typed

_MOST = 4_000_000  # characters to read, one change after the other; what takes more is written anew

_typed = lru_cache(maxsize=2)(Typed)  # the findings of a document are asked for their edits one after the other


def edits(text: str, fix: Fix) -> list[Edit]:
    """What to do to the text: edits by its own offsets, in order, none within another.

    Raises ValueError (PolicyError is one) for a path that is not there, and for a text that is not JSON.
    """
    at_once = _at_once(text, fix.changes)
    if at_once is not None:
        return at_once
    if len(fix.changes) * len(text) > _MOST:
        typed = _typed(text)
        return [typed.edit(Change("replace", (), apply(typed.value, fix)))]
    done: list[Edit] = []
    current = text
    for change in fix.changes:
        for edit in _steps(current, change):
            done = _and_then(done, edit, current)
            current = edited(current, [edit])
    return done


def edited(text: str, changes: list[Edit]) -> str:
    """The text after the edits."""
    parts, place = [], 0
    for edit in changes:
        parts += [text[place : edit.start], edit.text]
        place = edit.end
    return "".join([*parts, text[place:]])


def _and_then(done: list[Edit], new: Edit, current: str) -> list[Edit]:
    """The edits of the original with one more, which is given by the offsets of the text after `done`."""
    before: list[Edit] = []
    after: list[Edit] = []
    start, end = new.start, new.end  # in the current text: what is new, and whatever it touches
    shift = 0  # how much further right the current text is
    shift_at_start = shift_at_end = 0
    for edit in done:
        first = edit.start + shift
        last = first + len(edit.text)
        shift_before, shift = shift, shift + len(edit.text) - (edit.end - edit.start)
        if last < new.start:
            before.append(edit)
            shift_at_start = shift_at_end = shift
        elif first > new.end:
            after.append(edit)
        else:
            if first <= start:
                start, shift_at_start = first, shift_before
            end, shift_at_end = max(end, last), shift
    text = current[start : new.start] + new.text + current[new.end : end]
    return [*before, Edit(start - shift_at_start, end - shift_at_end, text), *after]


def _at_once(text: str, changes: tuple[Change, ...]) -> list[Edit] | None:
    """The edits where each change is of a place of its own in the text as given; None where they are not."""
    if not all(change.op in ("remove", "replace") and change.path for change in changes):
        return None
    typed = _typed(text)
    if not _are_apart(typed.value, changes):
        return None
    removed: dict[Path, set[str | int]] = {}
    for change in changes:
        if change.op == "remove":
            removed.setdefault(change.path[:-1], set()).add(change.path[-1])
    found = [typed.edit(change) for change in changes if change.op == "replace"]
    for parent, steps in removed.items():
        found += typed.removals(parent, steps)
    return sorted(found, key=lambda edit: (edit.start, edit.end))


def _are_apart(value: Any, changes: Iterable[Change]) -> bool:
    """Whether no change moves what a later one is about, and none is within another."""
    changed: set[Path] = set()
    around: set[Path] = set()
    first_removed: dict[Path, int] = {}
    for change in changes:
        path = change.path
        if path in changed or path in around:
            return False
        parent = value
        for depth, step in enumerate(path):
            place = path[:depth]
            moved = isinstance(step, int) and step >= first_removed.get(place, step + 1)
            if place in changed or moved or not holds(parent, step):
                return False
            around.add(place)
            parent = parent[step]
        changed.add(path)
        if change.op == "remove" and isinstance(path[-1], int):
            first_removed[path[:-1]] = path[-1]
    return True


def _steps(text: str, change: Change) -> list[Edit]:
    """One change as edits to make one after the other."""
    if change.op != "move":
        return [_typed(text).edit(change)]
    source, path = source_of(change), change.path
    typed = _typed(text)
    value = at(typed.value, source)
    if source == path:
        return []
    parent, name = at(typed.value, source[:-1]), path[-1] if path else None
    if source[:-1] == path[:-1] and isinstance(parent, dict) and isinstance(name, str):
        replaced = [typed.removal(path)] if name in parent else []
        return [*replaced, _typed(edited(text, replaced)).renaming(source, name)]
    taken = typed.removal(source)
    return [taken, _typed(edited(text, [taken])).edit(Change("add", path, value))]
