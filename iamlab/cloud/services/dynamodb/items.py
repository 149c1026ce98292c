"""One item: put, get, update, delete. AWS pages: "PutItem", "GetItem", "UpdateItem", "DeleteItem"."""

from collections.abc import Mapping
from typing import Any

from iamlab.cloud.services.dynamodb import lookup, values
from iamlab.cloud.services.dynamodb.context import of_item
from iamlab.cloud.services.dynamodb.errors import condition_failed, invalid
from iamlab.cloud.services.dynamodb.expressions import conditions, paths, updates
from iamlab.cloud.services.dynamodb.expressions.parsing import Placeholders, placeholders
from iamlab.cloud.services.dynamodb.lookup import on_table
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.dynamodb import Item, Table

MAX_ITEMS = 2_000
# What answers that say how much was used, which the lab does not count.
_IGNORED = ("ReturnConsumedCapacity", "ReturnItemCollectionMetrics", "ConsistentRead")


def put_item(call: Invocation) -> Output:
    held = lookup.table(call)
    return _overwritten(call, put(call, held, call.parameters))


def get_item(call: Invocation) -> Output:
    _ignore(call)
    found = get(lookup.table(call), call.parameters)
    return {} if found is None else {"Item": found}


def update_item(call: Invocation) -> Output:
    held = lookup.table(call)
    before, after, places = update(call, held, call.parameters)
    _ignore(call)
    shown = {
        "ALL_OLD": before,
        "ALL_NEW": after,
        "UPDATED_OLD": paths.projected(before, places),
        "UPDATED_NEW": paths.projected(after, places),
    }.get(call.text("ReturnValues"))
    return {"Attributes": dict(shown)} if shown else {}


def delete_item(call: Invocation) -> Output:
    held = lookup.table(call)
    return _overwritten(call, delete(call, held, call.parameters))


def put(call: Invocation, held: Table, asked: Mapping[str, Any]) -> Item:
    """Carry out a Put; the item before, {} where there was none."""
    item = asked["Item"]
    values.check(item)
    key = lookup.key_text(lookup.key_of(held, item))
    lookup.check_index_keys(held, item)
    before = held.items.get(key)
    known = placeholders(asked)
    _check_condition(asked, known, before)
    known.check_all_used()
    _store(call, held, key, item)
    return before or {}


def get(held: Table, asked: Mapping[str, Any]) -> dict[str, Any] | None:
    """Carry out a Get; None where there is no such item."""
    found = held.items.get(lookup.key_text(lookup.whole_key(held, asked["Key"])))
    known = placeholders(asked)
    wanted = _projection(asked, known)
    known.check_all_used()
    if found is None:
        return None
    return dict(found) if wanted is None else paths.projected(found, wanted)


def update(call: Invocation, held: Table, asked: Mapping[str, Any]) -> tuple[Item, Item, list[paths.Path]]:
    """Carry out an Update; the item before ({} where there was none) and after, and the places that it updates."""
    key = lookup.whole_key(held, asked["Key"])
    text, known = lookup.key_text(key), placeholders(asked)
    before = held.items.get(text)
    changes = updates.parse(asked["UpdateExpression"], known) if asked.get("UpdateExpression") else []
    for place, _ in changes:
        if place[0] in held.keys.names:
            raise invalid(
                f"One or more parameter values were invalid: Cannot update attribute {place[0]}. This attribute is part"
                " of the key"
            )
    _check_condition(asked, known, before)
    known.check_all_used()
    after = updates.applied(before or key, changes)
    values.check(after)
    lookup.check_index_keys(held, after)
    _store(call, held, text, after)
    return before or {}, after, [place for place, _ in changes]


def delete(call: Invocation, held: Table, asked: Mapping[str, Any]) -> Item:
    """Carry out a Delete; the item before, {} where there was none."""
    key, known = lookup.key_text(lookup.whole_key(held, asked["Key"])), placeholders(asked)
    before = held.items.get(key)
    _check_condition(asked, known, before)
    known.check_all_used()
    if before is not None:
        lookup.keep(call, held, items={name: item for name, item in held.items.items() if name != key})
    return before or {}


def check(held: Table, asked: Mapping[str, Any]) -> None:
    """Carry out a ConditionCheck of a transaction."""
    key, known = lookup.key_text(lookup.whole_key(held, asked["Key"])), placeholders(asked)
    _check_condition(asked, known, held.items.get(key))
    known.check_all_used()


def _check_condition(asked: Mapping[str, Any], known: Placeholders, before: Item | None) -> None:
    text = asked.get("ConditionExpression")
    asked.get("ReturnValuesOnConditionCheckFailure")  # the item would come with the error
    if text and not conditions.parse(text, known, "ConditionExpression")(before or {}):
        raise condition_failed()


def _projection(asked: Mapping[str, Any], known: Placeholders) -> list[paths.Path] | None:
    if asked.get("ProjectionExpression"):
        return paths.projection(asked["ProjectionExpression"], known)
    return [(name,) for name in asked["AttributesToGet"]] if asked.get("AttributesToGet") else None


def _store(call: Invocation, held: Table, key: str, item: Item) -> None:
    if values.size(item) > values.MAX_ITEM_CHARACTERS:
        raise invalid(f"An item of this lab has {values.MAX_ITEM_CHARACTERS:,} characters at most. Store less in it.")
    if key not in held.items and len(held.items) >= MAX_ITEMS:
        raise invalid(f"A table of this lab has {MAX_ITEMS:,} items at most. Delete some first.")
    lookup.keep(call, held, items={**held.items, key: item})


def _overwritten(call: Invocation, before: Item) -> Output:
    """What PutItem and DeleteItem answer."""
    _ignore(call)
    asked = call.text("ReturnValues", "NONE")
    if asked not in ("NONE", "ALL_OLD"):
        raise invalid("ReturnValues can only be ALL_OLD or NONE")
    return {"Attributes": dict(before)} if before and asked == "ALL_OLD" else {}


def _ignore(call: Invocation) -> None:
    for name in _IGNORED:
        call.parameters.get(name)


OPERATIONS = {
    "PutItem": on_table(put_item, writes=True, data_event=True, known=of_item),
    "GetItem": on_table(get_item, data_event=True, known=of_item),
    "UpdateItem": on_table(update_item, writes=True, data_event=True, known=of_item),
    "DeleteItem": on_table(delete_item, writes=True, data_event=True, known=of_item),
}
