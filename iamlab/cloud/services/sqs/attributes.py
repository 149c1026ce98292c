"""Attributes of queues. AWS pages: "SetQueueAttributes", "GetQueueAttributes" (names, limits and defaults)."""

import json
from collections.abc import Mapping

from iamlab.cloud import principals
from iamlab.cloud.errors import ServiceError, not_simulated
from iamlab.cloud.services import resource_policies
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.services.sqs import lookup
from iamlab.cloud.state.sqs import Queue
from iamlab.policy import PolicyError

POLICY = "Policy"
# Name -> least, most, default.
_NUMBERS = {
    "DelaySeconds": (0, 900, 0),
    "KmsDataKeyReusePeriodSeconds": (60, 86_400, None),
    "MaximumMessageSize": (1_024, 1_048_576, 1_048_576),
    "MessageRetentionPeriod": (60, 1_209_600, 345_600),
    "ReceiveMessageWaitTimeSeconds": (0, 20, 0),
    "VisibilityTimeout": (0, 43_200, 30),
}
_BOOLEANS = frozenset({"ContentBasedDeduplication", "FifoQueue", "SqsManagedSseEnabled"})
_CHOICES = {
    "DeduplicationScope": frozenset({"messageGroup", "queue"}),
    "FifoThroughputLimit": frozenset({"perQueue", "perMessageGroupId"}),
}
_FIFO_ONLY = frozenset({"ContentBasedDeduplication", "FifoQueue", *_CHOICES})
_ALLOWED_SOURCES = "RedriveAllowPolicy"
_SETTABLE = frozenset({*_NUMBERS, *_BOOLEANS, *_CHOICES, "KmsMasterKeyId", POLICY, "RedrivePolicy", _ALLOWED_SOURCES})
_LONGEST = 2_048


def number(queue: Queue, name: str) -> int:
    """A numeric attribute as it counts: what was set, or the default."""
    return int(queue.attributes.get(name) or _NUMBERS[name][2] or 0)


def checked(call: Invocation, name: str, given: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """The attributes that a queue called `name` has once these are set: an empty text takes one away.

    Raises ServiceError InvalidAttributeName or InvalidAttributeValue.
    """
    fifo = name.endswith(".fifo")
    after = dict(before)
    for attribute, value in given.items():
        _check(call, attribute, value, fifo)
        after.pop(attribute, None)
        if value != "":
            after[attribute] = value
    return after


def redrive(queue: Queue) -> tuple[str, int] | None:
    """The ARN of the dead-letter queue and how often a message is received before it goes there."""
    text = queue.attributes.get("RedrivePolicy")
    document = json.loads(text) if text else None
    return (document["deadLetterTargetArn"], int(document["maxReceiveCount"])) if document else None


def set_queue_attributes(call: Invocation) -> Output:
    found = lookup.queue(call)
    given = call.parameters["Attributes"]
    if "FifoQueue" in given:
        raise _wrong("FifoQueue")  # a queue is one kind or the other for good
    before = {**found.attributes, **({POLICY: found.policy} if found.policy else {})}
    after = checked(call, found.name, given, before)
    new_policy = after.pop(POLICY, None)
    lookup.change(call, found, attributes=after, policy=new_policy, modified=call.now)
    return {}


def get_queue_attributes(call: Invocation) -> Output:
    found = lookup.queue(call)
    wanted = set(call.parameters.get("AttributeNames", ()))
    shown = described(call, found)
    for name in sorted(wanted - shown.keys() - _SETTABLE - {"All"}):
        raise ServiceError("InvalidAttributeName", f"Unknown Attribute {name}.")
    answer = {name: value for name, value in shown.items() if name in wanted or "All" in wanted}
    return {"Attributes": answer} if answer else {}


def described(call: Invocation, queue: Queue) -> dict[str, str]:
    """All attributes of a queue, as texts."""
    waiting = [one for one in queue.messages if one.visible <= call.now]
    hidden = [one for one in queue.messages if one.visible > call.now]
    delayed = [one for one in hidden if not one.received]
    fixed = {
        "QueueArn": queue.arn,
        "ApproximateNumberOfMessages": str(len(waiting)),
        "ApproximateNumberOfMessagesNotVisible": str(len(hidden) - len(delayed)),
        "ApproximateNumberOfMessagesDelayed": str(len(delayed)),
        "CreatedTimestamp": str(int(queue.created.timestamp())),
        "LastModifiedTimestamp": str(int(queue.modified.timestamp())),
    }
    defaults = {name: str(value) for name, (_, _, value) in _NUMBERS.items() if value is not None}
    if "KmsMasterKeyId" in queue.attributes:
        defaults |= {"KmsDataKeyReusePeriodSeconds": "300", "SqsManagedSseEnabled": "false"}
    else:
        defaults["SqsManagedSseEnabled"] = "true"
    own_policy = {POLICY: queue.policy} if queue.policy else {}
    return {**fixed, **defaults, **queue.attributes, **own_policy}


def _check(call: Invocation, name: str, value: str, fifo: bool) -> None:
    if name not in _SETTABLE or (name in _FIFO_ONLY and not fifo):
        raise ServiceError("InvalidAttributeName", f"Unknown Attribute {name}.")
    if name == _ALLOWED_SOURCES:
        raise not_simulated(f"This lab does not simulate the attribute {name} of queues. Leave it out.")
    if (value or name == "FifoQueue") and not _is_good(call, name, value):
        raise _wrong(name)


def _is_good(call: Invocation, name: str, value: str) -> bool:
    if name in _NUMBERS:
        least, most, _ = _NUMBERS[name]
        return value.isascii() and value.isdigit() and len(value) <= len(str(most)) and least <= int(value) <= most
    if name in _BOOLEANS:
        return value in ("true", "false")
    if name in _CHOICES:
        return value in _CHOICES[name]
    if name == POLICY:
        return _is_policy(call, value)
    return _is_redrive(call, value) if name == "RedrivePolicy" else len(value) <= _LONGEST


def _is_policy(call: Invocation, document: str) -> bool:
    try:
        read = resource_policies.read(document)
    except PolicyError as error:
        raise _wrong(POLICY, f" Reason: {error.problems[0]}") from None
    return principals.first_unknown(call.company, read) is None


def _is_redrive(call: Invocation, document: str) -> bool:
    """Whether it names a queue of the same account and Region, and a count from 1 to 1,000 ("Dead-letter queues")."""
    try:
        read = json.loads(document[:_LONGEST])
        count, target = str(read["maxReceiveCount"]), str(read["deadLetterTargetArn"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return False
    good_count = count.isascii() and count.isdigit() and len(count) <= 4 and 1 <= int(count) <= 1_000
    return good_count and set(read) == {"maxReceiveCount", "deadLetterTargetArn"} and target in call.account.queues


def _wrong(name: str, reason: str = "") -> ServiceError:
    return ServiceError("InvalidAttributeValue", f"Invalid value for the parameter {name}.{reason}")


OPERATIONS = {
    "GetQueueAttributes": lookup.on_queue(get_queue_attributes),
    "SetQueueAttributes": lookup.on_queue(set_queue_attributes, writes=True, foreign=False),
}
