"""Applies the fix of a finding ("RFC 6902: JavaScript Object Notation (JSON) Patch")."""

from copy import deepcopy
from typing import Any

from iamlab.policy.fixes import Fix


def apply(document: object, fix: Fix) -> Any:
    """The document after the fix; the input stays as it is. Raises ValueError for a path that is not there."""
    result: Any = deepcopy(document)
    try:
        for change in fix.changes:
            if not change.path:
                result = deepcopy(change.value)
                continue
            *way, last = change.path
            parent: Any = result
            for step in way:
                parent = parent[step]
            if change.op == "remove":
                del parent[last]
            elif change.op == "add" and isinstance(parent, list):
                parent.insert(last, deepcopy(change.value))
            elif change.op == "move" and change.source is not None:
                parent[last] = parent.pop(change.source[-1])
            else:
                parent[last] = deepcopy(change.value)
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError(f"There is nothing at {change.path}.") from error
    return result
