"""Receiving and deleting messages, and what becomes of those that are not deleted in time.

AWS pages: "Amazon SQS visibility timeout", "Amazon SQS dead-letter queues", "ReceiveMessage". Nothing waits here: a
receive that would wait for messages answers at once.
"""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.services.sqs import attributes, digests, lookup, message_attributes, sending
from iamlab.cloud.state.sqs import Message, Queue

_MOST_AT_ONCE = 10
_HANDLE = "AQEB"
_LONGEST_TIMEOUT = 43_200


class Wanted(NamedTuple):
    """Which attributes of messages a call asks for: those of the queue's making, and the sender's own."""

    system: frozenset[str]
    own: tuple[str, ...]


def receive_message(call: Invocation) -> Output:
    for name in ("WaitTimeSeconds", "ReceiveRequestAttemptId"):  # they say how to wait and to try again
        call.parameters.get(name)
    wanted = Wanted(
        frozenset(call.parameters.get("AttributeNames", ()))
        | set(call.parameters.get("MessageSystemAttributeNames", ())),
        tuple(call.parameters.get("MessageAttributeNames", ())),
    )
    most = int(call.parameters.get("MaxNumberOfMessages", 1))
    if not 1 <= most <= _MOST_AT_ONCE:
        raise ServiceError(
            "InvalidParameterValue",
            f"Value {most} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and {_MOST_AT_ONCE},"
            " if provided.",
        )
    found = _tidied(call, lookup.queue(call))
    sending.require_key(call, found, ("Decrypt",))
    timeout = call.parameters.get("VisibilityTimeout")
    seconds = _timeout(attributes.number(found, "VisibilityTimeout") if timeout is None else int(timeout))
    received = {}
    for one in list(_receivable(call, found))[:most]:
        received[one.id] = replace(
            one,
            received=one.received + 1,
            first_received=one.first_received or call.now,
            visible=call.now + timedelta(seconds=seconds),
            handle=_new_handle(call, one),
        )
    shown = [_described(one, wanted) for one in received.values()]
    if received:
        lookup.change(call, found, messages=tuple(received.get(one.id, one) for one in found.messages))
    return {"Messages": shown} if shown else {}


def delete_message(call: Invocation) -> Output:
    delete(call, call.text("ReceiptHandle"))
    return {}


def change_message_visibility(call: Invocation) -> Output:
    change_visibility(call, call.text("ReceiptHandle"), int(call.parameters["VisibilityTimeout"]))
    return {}


def delete(call: Invocation, handle: str) -> None:
    """Delete the message of a receipt handle; a handle that was replaced since deletes nothing, without an error."""
    found = lookup.queue(call)
    _check_handle(handle)
    lookup.change(call, found, messages=tuple(one for one in found.messages if one.handle != handle))


def change_visibility(call: Invocation, handle: str, seconds: int) -> None:
    found = lookup.queue(call)
    _check_handle(handle)
    until = call.now + timedelta(seconds=_timeout(seconds))
    held = next((one for one in found.messages if one.handle == handle), None)
    if held is None or held.visible <= call.now:
        raise ServiceError(
            "InvalidParameterValue" if held is None else "AWS.SimpleQueueService.MessageNotInflight",
            f"Value {handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available"
            " for visibility timeout change.",
        )
    changed = replace(held, visible=until)
    lookup.change(call, found, messages=tuple(changed if one is held else one for one in found.messages))


def _tidied(call: Invocation, queue: Queue) -> Queue:
    """The queue without messages that it kept long enough, and those that were received too often moved away."""
    retention = timedelta(seconds=attributes.number(queue, "MessageRetentionPeriod"))
    kept = tuple(one for one in queue.messages if one.sent + retention > call.now)
    redrive = attributes.redrive(queue)
    target = lookup.find(call.company, redrive[0]) if redrive else None
    if redrive and target:
        dead = tuple(one for one in kept if one.received >= redrive[1] and one.visible <= call.now)
        if dead:
            moved = tuple(replace(one, handle="", received=0, first_received=None) for one in dead)
            lookup.change(call, target, messages=(*target.messages, *moved))
            kept = tuple(one for one in kept if one not in dead)
    if len(kept) == len(queue.messages):
        return queue
    lookup.change(call, queue, messages=kept)
    return replace(queue, messages=kept)


def _receivable(call: Invocation, queue: Queue) -> Iterator[Message]:
    """The messages that can be received now; of a group of a FIFO queue none while an earlier one is out."""
    blocked = {one.group for one in queue.messages if queue.fifo and one.visible > call.now}
    return (one for one in queue.messages if one.visible <= call.now and one.group not in blocked)


def _timeout(seconds: int) -> int:
    if not 0 <= seconds <= _LONGEST_TIMEOUT:
        raise ServiceError(
            "InvalidParameterValue",
            f"Value {seconds} for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and"
            f" {_LONGEST_TIMEOUT}.",
        )
    return seconds


def _new_handle(call: Invocation, message: Message) -> str:
    seed = f"handle/{call.company.seed}/{message.id}/{message.received + 1}"
    return _HANDLE + base64.b64encode(hashlib.sha512(seed.encode()).digest()).decode()


def _check_handle(handle: str) -> None:
    if not handle.startswith(_HANDLE):
        raise ServiceError(
            "ReceiptHandleIsInvalid", f'The input receipt handle "{handle[:200]}" is not a valid receipt handle.'
        )


def _described(message: Message, wanted: Wanted) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "MessageId": message.id,
        "ReceiptHandle": message.handle,
        "MD5OfBody": digests.of_text(message.body),
        "Body": message.body,
    }
    system = _system_attributes(message)
    shown = {name: value for name, value in system.items() if wanted.system & {name, "All"}}
    if shown:
        answer["Attributes"] = shown
    own = _own_attributes(message, wanted.own)
    if own:
        answer |= {"MD5OfMessageAttributes": digests.of_attributes(own), "MessageAttributes": own}
    return answer


def _system_attributes(message: Message) -> dict[str, str]:
    first = message.first_received or message.sent
    fifo = {
        "MessageGroupId": message.group,
        "MessageDeduplicationId": message.deduplication,
        "SequenceNumber": message.sequence,
    }
    return {
        "SenderId": message.sender,
        "ApproximateFirstReceiveTimestamp": _milliseconds(first.timestamp()),
        "ApproximateReceiveCount": str(message.received),
        "SentTimestamp": _milliseconds(message.sent.timestamp()),
        **({name: value for name, value in fifo.items() if value}),
    }


def _own_attributes(message: Message, wanted: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """The sender's attributes that were asked for: by name, by the start of the name (`foo.*`), or all."""
    starts = tuple(name.removesuffix("*") for name in wanted if name.endswith(".*"))
    return {
        name: attribute
        for name, attribute in message_attributes.shown(message.attributes).items()
        if name in wanted or "All" in wanted or (starts and name.startswith(starts))
    }


def _milliseconds(seconds: float) -> str:
    return str(int(seconds * 1_000))


OPERATIONS = {
    "ReceiveMessage": lookup.on_queue(receive_message, writes=True, data_event=True),
    "DeleteMessage": lookup.on_queue(delete_message, writes=True, data_event=True),
    "ChangeMessageVisibility": lookup.on_queue(change_message_visibility, writes=True, data_event=True),
}
