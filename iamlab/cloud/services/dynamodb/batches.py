"""Many items at once. AWS pages: "BatchGetItem", "BatchWriteItem", "TransactGetItems", "TransactWriteItems"."""

from collections.abc import Mapping
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.dynamodb import items, lookup
from iamlab.cloud.services.dynamodb.context import of_batch, of_transaction
from iamlab.cloud.services.dynamodb.errors import invalid
from iamlab.cloud.services.dynamodb.lookup import on_table
from iamlab.cloud.services.operation import Invocation, Output

_MOST_READ = 100
_MOST_WRITTEN = 25


def batch_get_item(call: Invocation) -> Output:
    call.parameters.get("ReturnConsumedCapacity")
    request = call.parameters["RequestItems"]
    if sum(len(asked["Keys"]) for asked in request.values()) > _MOST_READ:
        raise invalid("Too many items requested for the BatchGetItem call")
    responses: dict[str, list[Any]] = {}
    for name, asked in request.items():
        held = lookup.table(call, name)
        texts = [lookup.key_text(lookup.whole_key(held, key)) for key in asked["Keys"]]
        if len(set(texts)) < len(texts):
            raise invalid("Provided list of item keys contains duplicates")
        found = (items.get(held, {**asked, "Key": key}) for key in asked["Keys"])
        responses[name] = [item for item in found if item is not None]
    return {"Responses": responses, "UnprocessedKeys": {}}


def batch_write_item(call: Invocation) -> Output:
    call.parameters.get("ReturnConsumedCapacity"), call.parameters.get("ReturnItemCollectionMetrics")
    request = call.parameters["RequestItems"]
    if sum(map(len, request.values())) > _MOST_WRITTEN:
        raise invalid("Too many items requested for the BatchWriteItem call")
    for name, writes in request.items():
        seen: set[str] = set()
        for write in writes:
            held = lookup.table(call, name)
            put, delete = write.get("PutRequest"), write.get("DeleteRequest")
            if bool(put) == bool(delete):
                raise invalid(
                    "Supplied AttributeValue has more than one datatypes set: one of Put and Delete is needed"
                )
            text = lookup.key_text(lookup.key_of(held, put["Item"] if put else delete["Key"]))
            if text in seen:
                raise invalid("Provided list of item keys contains duplicates")
            seen.add(text)
            if put:
                items.put(call, held, {"Item": put["Item"]})
            else:
                items.delete(call, held, {"Key": delete["Key"]})
    return {"UnprocessedItems": {}}


def transact_get_items(call: Invocation) -> Output:
    call.parameters.get("ReturnConsumedCapacity")
    gets = [member["Get"] for member in call.parameters["TransactItems"]]
    found = [items.get(lookup.table(call, asked["TableName"]), asked) for asked in gets]
    return {"Responses": [{"Item": item} if item is not None else {} for item in found]}


def transact_write_items(call: Invocation) -> Output:
    """All or nothing: the gateway drops the draft when one fails. The reasons come in the order of the operations."""
    for ignored in ("ReturnConsumedCapacity", "ReturnItemCollectionMetrics", "ClientRequestToken"):
        call.parameters.get(ignored)
    members = call.parameters["TransactItems"]
    _check_apart(call, members)
    reasons = [_reason(call, member) for member in members]
    if any(reason != "None" for reason in reasons):
        raise ServiceError(
            "TransactionCanceledException",
            f"Transaction cancelled, please refer cancellation reasons for specific reasons [{', '.join(reasons)}]",
        )
    return {}


def _check_apart(call: Invocation, members: list[Mapping[str, Any]]) -> None:
    seen = set()
    for member in members:
        if len(member) != 1:
            raise invalid("TransactItems can only contain one of Check, Put, Update or Delete")
        asked = next(iter(member.values()))
        held = lookup.table(call, asked["TableName"])
        key = lookup.key_text(lookup.key_of(held, asked.get("Item") or asked.get("Key") or {}))
        if (held.arn, key) in seen:
            raise invalid("Transaction request cannot include multiple operations on one item")
        seen.add((held.arn, key))


def _reason(call: Invocation, member: Mapping[str, Any]) -> str:
    """Carry out one operation; why it would not go, as the cancellation reasons spell it, else "None"."""
    kind, asked = next(iter(member.items()))
    held = lookup.table(call, asked["TableName"])
    try:
        if kind == "Put":
            items.put(call, held, asked)
        elif kind == "Update":
            items.update(call, held, asked)
        elif kind == "Delete":
            items.delete(call, held, asked)
        else:
            items.check(held, asked)
    except ServiceError as error:
        if error.code != "ConditionalCheckFailedException":
            raise
        return "ConditionalCheckFailed"
    return "None"


OPERATIONS = {
    "BatchGetItem": on_table(batch_get_item, data_event=True, known=of_batch),
    "BatchWriteItem": on_table(batch_write_item, writes=True, data_event=True, known=of_batch),
    "TransactGetItems": on_table(transact_get_items, data_event=True, known=of_transaction),
    "TransactWriteItems": on_table(transact_write_items, writes=True, data_event=True, known=of_transaction),
}
