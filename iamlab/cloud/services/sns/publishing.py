"""Publishing. AWS pages: "Publish", "PublishBatch", "Amazon SNS message publishing"."""

import json
from collections.abc import Mapping
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError, not_simulated
from iamlab.cloud.services.kms import on_behalf
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.sns import delivery, lookup
from iamlab.cloud.state.sns import Topic

_MOST_BYTES = 262_144
_LONGEST_SUBJECT = 100
_MOST_ENTRIES = 10


def publish(call: Invocation) -> Output:
    if "PhoneNumber" in call.parameters:
        raise not_simulated("This lab sends no text messages. Publish to a topic.")
    named = [name for name in ("TopicArn", "TargetArn") if name in call.parameters]
    if len(named) != 1:
        raise lookup.wrong("TopicArn or TargetArn Reason: no value for required parameter")
    found = lookup.topic(call, named[0])
    _require_key(call, found)
    return _publish(call, found, dict(call.parameters))


def publish_batch(call: Invocation) -> Output:
    found, entries = lookup.topic(call), list(call.parameters["PublishBatchRequestEntries"])
    if not entries:
        raise ServiceError("EmptyBatchRequest", "The batch request doesn't contain any entries.")
    if len(entries) > _MOST_ENTRIES:
        raise ServiceError("TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.")
    if len({entry["Id"] for entry in entries}) < len(entries):
        raise ServiceError("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.")
    _require_key(call, found)
    successful, failed = [], []
    for entry in entries:
        try:
            successful.append({"Id": entry["Id"], **_publish(call, found, entry)})
        except ServiceError as error:
            failed.append({"Id": entry["Id"], "Code": error.code, "Message": error.message, "SenderFault": True})
    return {"Successful": successful, "Failed": failed}


def _publish(call: Invocation, topic: Topic, entry: Mapping[str, Any]) -> Output:
    _check(topic, entry)
    number = lookup.account_of(call, topic.arn).next_id()
    message_id = identifiers.uuid_of(f"notification/{topic.arn}/{number}")
    for one in lookup.subscriptions_of(call, topic):
        if not one.token:
            delivery.deliver(call, one, message_id, entry)
    fifo = topic.attributes.get("FifoTopic") == "true"
    return {"MessageId": message_id} | ({"SequenceNumber": f"{number:020}"} if fifo else {})


def _check(topic: Topic, entry: Mapping[str, Any]) -> None:
    message, subject = str(entry.get("Message", "")), entry.get("Subject")
    if not message:
        raise lookup.wrong("Empty message")
    if len(message.encode()) > _MOST_BYTES:
        raise lookup.wrong("Message too long")
    if subject is not None and not (0 < len(subject) <= _LONGEST_SUBJECT and "\n" not in subject):
        raise lookup.wrong("Subject")
    if topic.attributes.get("FifoTopic") == "true" and not entry.get("MessageGroupId"):
        raise lookup.wrong("The MessageGroupId parameter is required for FIFO topics")
    if entry.get("MessageStructure") == "json":
        _check_structure(message)


def _check_structure(message: str) -> None:
    try:
        texts = json.loads(message)
    except (ValueError, RecursionError):
        raise lookup.wrong("Message Structure - JSON message body failed to parse") from None
    if not isinstance(texts, dict) or not isinstance(texts.get("default"), str):
        raise lookup.wrong("Message Structure - No default entry in JSON message body")


def _require_key(call: Invocation, topic: Topic) -> None:
    """Raise ServiceError unless the publisher may use the topic's customer managed key, where it has one."""
    key = topic.attributes.get("KmsMasterKeyId")
    if key and not key.endswith("alias/aws/sns"):
        owner = topic.arn.split(":")[4]
        context = {"aws:sns:topicArn": topic.arn}
        try:
            on_behalf.require(call, "sns", ("GenerateDataKey", "Decrypt"), key, owner, context)
        except ServiceError as error:
            raise ServiceError(f"KMS{on_behalf.reason(error)}", error.message) from None


OPERATIONS = {
    "Publish": MappedOperation(publish, writes=True, data_event=True),
    "PublishBatch": MappedOperation(publish_batch, writes=True, data_event=True),
}
