"""Query and Scan. AWS pages: "Query", "Scan", "Key condition expressions for the Query operation"."""

from typing import Any

from iamlab.cloud.services.dynamodb import lookup, values
from iamlab.cloud.services.dynamodb.context import of_item
from iamlab.cloud.services.dynamodb.errors import invalid
from iamlab.cloud.services.dynamodb.expressions import conditions, paths
from iamlab.cloud.services.dynamodb.expressions.parsing import Placeholders, Words, placeholders
from iamlab.cloud.services.dynamodb.lookup import on_table
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.dynamodb import Index, Item, KeySchema, Table, Value


def query(call: Invocation) -> Output:
    held, known = lookup.table(call), placeholders(call.parameters)
    keys = _keys(call, held)
    text = call.text("KeyConditionExpression")
    if not text:
        raise invalid("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.")
    _check_keys(text, known, keys)
    _check_filter(call, keys)
    condition = conditions.parse(text, known, "KeyConditionExpression")
    found = [item for item in held.items.values() if _is_in(item, keys) and condition(item)]
    backwards = not call.parameters.get("ScanIndexForward", True)
    ordered = sorted(found, key=lambda item: _order(item, keys.sort), reverse=backwards)
    return _page(call, held, ordered, known, keys)


def scan(call: Invocation) -> Output:
    held, known = lookup.table(call), placeholders(call.parameters)
    keys = _keys(call, held)
    found = [held.items[key] for key in sorted(held.items) if _is_in(held.items[key], keys)]
    segments, segment = int(call.parameters.get("TotalSegments", 1)), int(call.parameters.get("Segment", 0))
    if segment >= segments:
        raise invalid("The Segment parameter is zero-based and must be less than parameter TotalSegments")
    return _page(call, held, found[segment::segments], known, keys)


def _keys(call: Invocation, held: Table) -> KeySchema:
    call.parameters.get("ReturnConsumedCapacity")  # which the lab does not count
    consistent, found = call.parameters.get("ConsistentRead", False), _index(call, held)
    if found and found.is_global and consistent:
        raise invalid("Consistent reads are not supported on global secondary indexes")
    return found.keys if found else held.keys


def _index(call: Invocation, held: Table) -> Index | None:
    """The index that a call reads; None for the table itself."""
    name = call.text("IndexName")
    if not name:
        return None
    found = next((one for one in held.indexes if one.name == name), None)
    if found is None:
        raise invalid(f"The table does not have the specified index: {name}")
    return found


def _page(call: Invocation, held: Table, ordered: list[Item], known: Placeholders, keys: KeySchema) -> Output:
    filtered = call.text("FilterExpression")
    condition = conditions.parse(filtered, known, "FilterExpression") if filtered else None
    wanted = _wanted(call, held, known)
    known.check_all_used()
    ordered = _after(call, held, ordered)
    limit = int(call.parameters.get("Limit", len(ordered) or 1))
    looked_at, rest = ordered[:limit], ordered[limit:]
    matching = [item for item in looked_at if condition is None or condition(item)]
    output: Output = {"Count": len(matching), "ScannedCount": len(looked_at)}
    if call.text("Select") != "COUNT":
        output["Items"] = [dict(one) if wanted is None else paths.projected(one, wanted) for one in matching]
    if rest:
        last = looked_at[-1]
        output["LastEvaluatedKey"] = {name: last[name] for name in dict.fromkeys((*held.keys.names, *keys.names))}
    return output


def _after(call: Invocation, held: Table, ordered: list[Item]) -> list[Item]:
    start = call.parameters.get("ExclusiveStartKey")
    if not start:
        return ordered
    wanted = lookup.key_text(lookup.key_of(held, start))
    for place, item in enumerate(ordered):
        if lookup.key_text(lookup.key_of(held, item)) == wanted:
            return ordered[place + 1 :]
    raise invalid("The provided starting key is invalid")


def _wanted(call: Invocation, held: Table, known: Placeholders) -> list[paths.Path] | None:
    """What the answer has of each item; None for all of it."""
    index = _index(call, held)
    projected = _projected(held, index) if index else None
    if call.text("Select") == "ALL_ATTRIBUTES" and projected is not None:
        if index and index.is_global:
            raise invalid(
                "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global"
                f" secondary index {index.name} because its projection type is not ALL"
            )
        return None
    asked: list[paths.Path] = [(name,) for name in call.parameters.get("AttributesToGet") or ()]
    if call.text("ProjectionExpression"):
        asked = paths.projection(call.text("ProjectionExpression"), known)
    if not asked:
        return [(name,) for name in projected] if projected is not None else None
    absent = sorted({str(place[0]) for place in asked} - set(projected)) if projected is not None else []
    if absent and index and index.is_global:
        raise invalid(
            "One or more parameter values were invalid: Global secondary index"
            f" {index.name} does not project [{', '.join(absent)}]"
        )
    return asked


def _projected(held: Table, index: Index) -> list[str] | None:
    """The attributes that an index has a copy of; None for all."""
    if index.projection.get("ProjectionType", "ALL") == "ALL":
        return None
    return list(dict.fromkeys((*held.keys.names, *index.keys.names, *index.projection.get("NonKeyAttributes", ()))))


def _check_filter(call: Invocation, keys: KeySchema) -> None:
    """Raise for a filter on what the key condition is for."""
    names = call.parameters.get("ExpressionAttributeNames") or {}
    text = call.text("FilterExpression")
    words = Words(text, "FilterExpression") if text else None
    before = ""
    while words and words.peek():
        word = words.take()
        name = names.get(word, word)
        if name in keys.names and before != ".":
            raise invalid(
                f"Filter Expression can only contain non-primary key attributes: Primary key attribute: {name}"
            )
        before = word


def _is_in(item: Item, keys: KeySchema) -> bool:
    """Whether an index has an item: it has those that have its key."""
    return all(name in item for name in keys.names)


def _order(item: Item, sort: str) -> Any:
    value: Value | None = item.get(sort)
    return values.content(value) if value else ""


def _check_keys(text: str, known: Placeholders, keys: KeySchema) -> None:
    """The partition key must be compared with `=`, and no attribute but the keys may be named."""
    words, named, partition_equals = Words(text, "KeyConditionExpression"), set(), False
    while words.peek():
        word = words.take()
        if word.startswith("#") or (word[0].isalpha() and word.upper() not in ("AND", "BETWEEN", "BEGINS_WITH")):
            name = known.name(word)
            named.add(name)
            partition_equals |= name == keys.partition and words.peek() == "="
    if not partition_equals:
        raise invalid(f"Query condition missed key schema element: {keys.partition}")
    if not named <= set(keys.names):
        raise invalid(f"Query key condition not supported: {', '.join(sorted(named - set(keys.names)))} is no key")


OPERATIONS = {
    "Query": on_table(query, data_event=True, known=of_item),
    "Scan": on_table(scan, data_event=True, known=of_item),
}
