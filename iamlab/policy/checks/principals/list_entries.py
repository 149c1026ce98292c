"""Fixes that take one entry out of a list."""

from iamlab.policy.checks.draft import Draft
from iamlab.policy.fixes import Fix, remove
from iamlab.policy.json_places import Path


def without_entry(draft: Draft, title: str, path: Path) -> Fix | None:
    """A fix that removes the list entry at `path`; None where it is the only one, or does not stand in a list."""
    found = value_at(draft, path[:-1])
    return remove(title, path) if isinstance(found, list) and len(found) > 1 else None


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
