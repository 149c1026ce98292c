"""Mends conditions: puts a key under another operator, without touching the keys beside it."""

from collections.abc import Iterable

from iamlab.policy.checks.draft import DraftCondition, DraftStatement, Text
from iamlab.policy.fixes import Change, Fix

_SAME = object()
_MOST = 100  # names to look through, so that many findings do not cost the square of their number


def use_operator(
    title: str, statement: DraftStatement, condition: DraftCondition, name: str, value: object = _SAME
) -> Fix | None:
    """Move a key, and its values or `value`, to the operator `name`. None where that has the key already."""
    block = statement.value.get("Condition")
    keys = block.get(condition.operator_name) if isinstance(block, dict) else None
    if not isinstance(block, dict) or not isinstance(keys, dict) or len(block) > _MOST:
        return None
    if value is _SAME:
        value = condition.value
    old, key = condition.path, condition.key
    target = next((one for one in block if one.lower() == name.lower()), name)
    place = (*old[:-2], target)
    if target in block:
        there = block[target]
        if not isinstance(there, dict) or len(there) > _MOST or key.lower() in map(str.lower, there):
            return None
        put = Change("add", (*place, key), value)
    else:
        put = Change("add", place, {key: value})
    drop = Change("remove", old if len(keys) > 1 else old[:-1])
    return Fix(title, (drop, put))


def without_values(title: str, condition: DraftCondition, values: Iterable[Text]) -> Fix | None:
    """Take values out of a list. None where nothing would be left."""
    paths = sorted((one.path for one in values), key=lambda path: -int(path[-1]) if path else 0)
    if not isinstance(condition.value, list) or len(paths) >= len(condition.value):
        return None
    return Fix(title, tuple(Change("remove", path) for path in paths))
