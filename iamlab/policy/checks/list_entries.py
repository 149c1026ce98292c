"""Fixes that take entries out of a list."""

from collections.abc import Sequence

from iamlab.policy.checks.draft import Draft, Text
from iamlab.policy.fixes import Change, Fix, remove
from iamlab.policy.json_places import Path


def without_entry(draft: Draft, title: str, path: Path) -> Fix | None:
    """A fix that removes the list entry at `path`; None where it is the only one, or does not stand in a list."""
    found = value_at(draft, path[:-1])
    return remove(title, path) if isinstance(found, list) and len(found) > 1 else None


def without_entries(title: str, entries: Sequence[Text]) -> Fix:
    """Remove some entries of one list, given in its order: the last one first, so that the others keep their places."""
    return Fix(title, tuple(Change("remove", entry.path) for entry in reversed(entries)))


def value_at(draft: Draft, path: Path) -> object:
    """The value of the document at `path`, or None where there is nothing."""
    found: object = draft.value
    for step in path:
        if isinstance(found, dict):
            found = found.get(step)
        elif isinstance(found, list) and isinstance(step, int) and step < len(found):
            found = found[step]
        else:
            return None
    return found
