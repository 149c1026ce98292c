"""Sending messages. AWS pages: "SendMessage", "FIFO queue delivery logic", "Key management" (customers' own keys)."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.kms import on_behalf
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.services.sqs import attributes, digests, lookup, message_attributes
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.sqs import Message, Queue, Receipt

_MAX_MESSAGES = 1_000
_MAX_ATTRIBUTES = 10
_TYPES = frozenset({"String", "Number", "Binary"})
_DEDUPLICATION = timedelta(minutes=5)
_LONGEST_DELAY = 900


def send_message(call: Invocation) -> Output:
    found = lookup.queue(call)
    require_key(call, found, ("GenerateDataKey", "Decrypt"))
    # Every parameter is looked at, of which some only say how a message is traced (MessageSystemAttributes).
    return add(call.company, found, dict(call.parameters), call.caller.user_id, call.now)


def require_key(call: Invocation, queue: Queue, operations: tuple[str, ...]) -> None:
    """Raise ServiceError unless the caller may use the queue's customer managed key, where it has one."""
    key = queue.attributes.get("KmsMasterKeyId")
    if key and not key.endswith("alias/aws/sqs"):
        try:
            on_behalf.require(call, "sqs", operations, key, lookup.owner(queue), {"aws:sqs:arn": queue.arn})
        except ServiceError as error:
            raise ServiceError(f"KMS.{on_behalf.reason(error)}Exception", error.message) from None


def add(company: Company, queue: Queue, given: Mapping[str, Any], sender: str, now: datetime) -> Output:
    """Put a message into a queue, with the parameters of SendMessage; returns what that answers.

    A FIFO queue takes one message only of those with the same deduplication id within five minutes.
    """
    body, own = str(given["MessageBody"]), dict(given.get("MessageAttributes") or {})
    _check_content(queue, body, own)
    delay = _delay(queue, given)
    group, deduplication = _fifo(queue, given, body) if queue.fifo else ("", "")
    recent = tuple(one for one in queue.recent if one.sent + _DEDUPLICATION > now)
    taken = next((one for one in recent if one.deduplication == deduplication), None)
    if taken is None:
        if len(queue.messages) >= _MAX_MESSAGES:
            raise ServiceError("OverLimit", f"A queue of this lab holds {_MAX_MESSAGES:,} messages at most.", 403)
        account = company.accounts[lookup.owner(queue)]
        number = account.next_id()
        taken = Receipt(
            deduplication,
            identifiers.uuid_of(f"message/{queue.arn}/{number}"),
            f"{number:020}" if queue.fifo else "",
            now,
        )
        message = Message(
            id=taken.id,
            body=body,
            sender=sender,
            sent=now,
            visible=now + timedelta(seconds=delay),
            attributes=message_attributes.kept(own),
            group=group,
            deduplication=deduplication,
            sequence=taken.sequence,
        )
        account.queues[queue.arn] = replace(
            queue, messages=(*queue.messages, message), recent=(*recent, taken) if queue.fifo else ()
        )
    answer: Output = {"MD5OfMessageBody": digests.of_text(body)}
    if own:
        answer["MD5OfMessageAttributes"] = digests.of_attributes(own)
    return answer | {"MessageId": taken.id} | ({"SequenceNumber": taken.sequence} if taken.sequence else {})


def _check_content(queue: Queue, body: str, own: Mapping[str, Mapping[str, Any]]) -> None:
    most = attributes.number(queue, "MaximumMessageSize")
    if not body:
        raise ServiceError("MissingParameter", "The request must contain the parameter MessageBody.")
    if len(own) > _MAX_ATTRIBUTES:
        raise _wrong(f"Number of message attributes [{len(own)}] exceeds the allowed maximum [{_MAX_ATTRIBUTES}].")
    size = len(body.encode())
    for name, attribute in own.items():
        if attribute.get("StringListValues") or attribute.get("BinaryListValues"):
            raise _wrong("Message attribute list values in SendMessage operation are not supported.")
        kind = str(attribute.get("DataType", ""))
        value = _bytes(attribute.get("BinaryValue" if kind.startswith("Binary") else "StringValue"))
        if kind.partition(".")[0] not in _TYPES:
            raise _wrong(
                f"The message attribute '{name}' has an invalid message attribute type, the set of supported type"
                " prefixes is Binary, Number, and String."
            )
        if not value:
            raise _wrong(f"The message attribute '{name}' must contain a non-empty value of its type.")
        size += len(name.encode()) + len(kind) + len(value)
    if size > most:
        raise _wrong(f"One or more parameters are invalid. Reason: Message must be shorter than {most} bytes.")


def _bytes(value: str | bytes | None) -> bytes:
    return value.encode() if isinstance(value, str) else value or b""


def _delay(queue: Queue, given: Mapping[str, Any]) -> int:
    asked = given.get("DelaySeconds")
    if asked is None:
        return attributes.number(queue, "DelaySeconds")
    if queue.fifo and asked:
        raise _wrong(
            f"Value {asked} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not"
            " valid for this queue type."
        )
    if not 0 <= int(asked) <= _LONGEST_DELAY:
        raise _wrong(
            f"Value {asked} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <="
            f" {_LONGEST_DELAY}."
        )
    return int(asked)


def _fifo(queue: Queue, given: Mapping[str, Any], body: str) -> tuple[str, str]:
    """The message group and the deduplication id of a message for a FIFO queue."""
    group = str(given.get("MessageGroupId") or "")
    deduplication = str(given.get("MessageDeduplicationId") or "")
    if not group:
        raise ServiceError("MissingParameter", "The request must contain the parameter MessageGroupId.")
    if not deduplication and queue.attributes.get("ContentBasedDeduplication") == "true":
        deduplication = hashlib.sha256(body.encode()).hexdigest()
    if not deduplication:
        raise _wrong(
            "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided"
            " explicitly"
        )
    return group, deduplication


def _wrong(message: str) -> ServiceError:
    return ServiceError("InvalidParameterValue", message)


OPERATIONS = {"SendMessage": lookup.on_queue(send_message, writes=True, data_event=True)}
