"""Mends conditions: puts a key under another operator, without touching the keys beside it."""

from dataclasses import replace

from iamlab.policy.checks.draft import DraftCondition, DraftStatement
from iamlab.policy.fixes import Change, Fix, rename

_SAME = object()
MOST = 100  # names to look through, so that many findings do not cost the square of their number


def use_operator(
    title: str, statement: DraftStatement, condition: DraftCondition, name: str, value: object = _SAME
) -> Fix | None:
    """Move a key, and its values or `value`, to the operator `name`. None where that has the key already."""
    block = statement.value.get("Condition")
    keys = block.get(condition.operator_name) if isinstance(block, dict) else None
    if not isinstance(block, dict) or not isinstance(keys, dict) or len(block) > MOST:
        return None
    old, key = condition.path, condition.key
    target = next((one for one in block if one.lower() == name.lower()), name)
    if target not in block and len(keys) == 1 and value is _SAME:
        return rename(title, old[:-1], name)
    if value is _SAME:
        value = condition.value
    place = (*old[:-2], target)
    if target in block:
        there = block[target]
        if not isinstance(there, dict) or len(there) > MOST or key.lower() in map(str.lower, there):
            return None
        put = Change("add", (*place, key), value)
    else:
        put = Change("add", place, {key: value})
    drop = Change("remove", old if len(keys) > 1 else old[:-1])
    return Fix(title, (drop, put))


def without_qualifier(statement: DraftStatement, condition: DraftCondition) -> Fix | None:
    """Take ForAllValues or ForAnyValue away."""
    if condition.operator is None:
        return None
    name = str(replace(condition.operator, quantifier=None))
    return use_operator(f"Use {name}", statement, condition, name)
