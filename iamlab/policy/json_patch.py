"""Applies the fix of a finding to a document ("RFC 6902: JavaScript Object Notation (JSON) Patch").

`text_edits` does the same to the text of a document, and leaves its layout alone.
"""

import json
from collections.abc import Mapping
from typing import Any

from iamlab.policy.fixes import Change, Fix
from iamlab.policy.json_places import Path, path_text
from iamlab.policy.json_text import Number

_END = "-"  # in place of an index: after the last entry (RFC 6901, section 4)
FIRST = ("Version",)  # people look for it at the top


def apply(document: object, fix: Fix) -> Any:
    """The document after the fix; the input stays as it is. Raises ValueError for a path that is not there."""
    result = plain(document)
    for change in fix.changes:
        result = _changed(result, change)
    return result


def plain(value: object) -> Any:
    """A copy in the types that `json.loads` gives."""
    if isinstance(value, Mapping):
        return {str(key): plain(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    if isinstance(value, Number):
        return json.loads(value)
    return value


def at(document: object, path: Path) -> Any:
    """The value at a path. Raises ValueError where there is none."""
    found: Any = document
    for step in path:
        if not holds(found, step):
            raise nothing_at(path)
        found = found[step]
    return found


def holds(parent: object, step: str | int) -> bool:
    """Whether an object has this member, or a list this entry."""
    if isinstance(parent, list):
        return isinstance(step, int) and 0 <= step < len(parent)
    return isinstance(parent, dict) and isinstance(step, str) and step in parent


def index_to_add(parent: list[Any], step: str | int, path: Path) -> int:
    """Where in a list an entry is added. Raises ValueError for an index past the end."""
    index = len(parent) if step == _END else step
    if not isinstance(index, int) or not 0 <= index <= len(parent):
        raise nothing_at(path)
    return index


def source_of(change: Change) -> Path:
    """Where a `move` takes from. Raises ValueError where that is around what it goes to, or missing."""
    source = change.source
    if source is None or (len(source) < len(change.path) and change.path[: len(source)] == source):
        raise nothing_at(source or ())
    return source


def nothing_at(path: Path) -> ValueError:
    """The complaint about a path that is not there."""
    return ValueError(f"There is nothing at {path_text(path) or 'this place'}.")


def _changed(document: Any, change: Change) -> Any:
    if change.op == "move":
        return _moved(document, source_of(change), change.path)
    if change.op == "remove":
        _remove(document, change.path)
        return document
    if change.op not in ("add", "replace"):
        raise ValueError(f"{change.op} is no operation of a fix.")
    if change.op == "replace":
        at(document, change.path)
    return _put(document, change.path, plain(change.value), insert=change.op == "add")


def _moved(document: Any, source: Path, path: Path) -> Any:
    value = at(document, source)
    if source == path:
        return document
    parent = at(document, source[:-1])
    if source[:-1] == path[:-1] and isinstance(parent, dict) and isinstance(path[-1], str):
        parent.pop(path[-1], None)
        members = [(path[-1] if key == source[-1] else key, member) for key, member in parent.items()]
        parent.clear()
        parent.update(members)  # the member keeps its place
        return document
    _remove(document, source)
    return _put(document, path, value, insert=True)


def _remove(document: Any, path: Path) -> None:
    at(document, path)
    if not path:
        raise ValueError("The document itself cannot be removed.")
    del at(document, path[:-1])[path[-1]]


def _put(document: Any, path: Path, value: Any, *, insert: bool) -> Any:
    if not path:
        return value
    parent, last = at(document, path[:-1]), path[-1]
    if isinstance(parent, list) and insert:
        parent.insert(index_to_add(parent, last, path), value)
    elif isinstance(parent, list) and isinstance(last, int):
        parent[last] = value
    elif isinstance(parent, dict) and isinstance(last, str):
        first = path == FIRST and last not in parent
        parent[last] = value
        return {last: value, **document} if first else document
    else:
        raise nothing_at(path)
    return document
