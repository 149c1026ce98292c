"""The batch forms of sending, deleting and changing visibility: each entry succeeds or fails by itself.

AWS page: "Amazon SQS batch actions".
"""

from collections.abc import Callable, Mapping
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.services.sqs import lookup, receiving, sending

Entry = Mapping[str, Any]

_MOST = 10
_ERRORS = "AWS.SimpleQueueService"


def send_message_batch(call: Invocation) -> Output:
    sending.require_key(call, lookup.queue(call), ("GenerateDataKey", "Decrypt"))
    return _each(call, _send)


def delete_message_batch(call: Invocation) -> Output:
    return _each(call, _delete)


def change_message_visibility_batch(call: Invocation) -> Output:
    return _each(call, _change)


def _send(call: Invocation, entry: Entry) -> Output:
    return sending.add(call.company, lookup.queue(call), entry, call.caller.user_id, call.now)


def _delete(call: Invocation, entry: Entry) -> Output:
    receiving.delete(call, str(entry["ReceiptHandle"]))
    return {}


def _change(call: Invocation, entry: Entry) -> Output:
    receiving.change_visibility(call, str(entry["ReceiptHandle"]), int(entry.get("VisibilityTimeout", 0)))
    return {}


def _each(call: Invocation, carry_out: Callable[[Invocation, Entry], Output]) -> Output:
    lookup.queue(call)
    entries: list[Entry] = list(call.parameters["Entries"])
    _check(entries)
    successful: list[Output] = []
    failed: list[Output] = []
    for entry in entries:
        try:
            successful.append({"Id": entry["Id"], **carry_out(call, entry)})
        except ServiceError as error:
            failed.append({"Id": entry["Id"], "SenderFault": True, "Code": error.code, "Message": error.message})
    return {"Successful": successful} | ({"Failed": failed} if failed else {})


def _check(entries: list[Entry]) -> None:
    if not entries:
        raise ServiceError(f"{_ERRORS}.EmptyBatchRequest", "There should be at least one entry in the request.")
    if len(entries) > _MOST:
        raise ServiceError(
            f"{_ERRORS}.TooManyEntriesInBatchRequest",
            f"Maximum number of entries per request are {_MOST}. You have sent {len(entries)}.",
        )
    ids = [str(entry["Id"]) for entry in entries]
    for one in ids:
        if ids.count(one) > 1:
            raise ServiceError(f"{_ERRORS}.BatchEntryIdsNotDistinct", f"Id {one} repeated.")


OPERATIONS = {
    "SendMessageBatch": lookup.on_queue(send_message_batch, writes=True, data_event=True),
    "DeleteMessageBatch": lookup.on_queue(delete_message_batch, writes=True, data_event=True),
    "ChangeMessageVisibilityBatch": lookup.on_queue(change_message_visibility_batch, writes=True, data_event=True),
}
