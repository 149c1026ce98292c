"""Delivery to queues of the sandbox, where the queue lets Amazon SNS send. Other endpoints are outside of the lab.

AWS pages: "Fanout to Amazon SQS queues" (the queue's policy), "Parsing Amazon SNS message formats".
"""

import base64
import json
from collections.abc import Mapping
from typing import Any

from iamlab.cloud import identifiers, sealing
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services import service_calls
from iamlab.cloud.services.kms import lookup as keys
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.services.sqs import lookup as queues
from iamlab.cloud.services.sqs import message_attributes, sending
from iamlab.cloud.state.sns import Subscription
from iamlab.cloud.state.sqs import Queue

_SERVICE = "sns.amazonaws.com"
_SENDER = "AIDAISMY7JYY5F7RTT6AO"  # who Amazon SNS is to Amazon SQS in us-east-1, as messages there show


def deliver(call: Invocation, subscription: Subscription, message_id: str, entry: Mapping[str, Any]) -> None:
    """Send what was published on to a subscription. Nobody is told when that fails, as AWS tells nobody."""
    message = _for_protocol(entry, subscription.protocol)
    if subscription.attributes.get("RawMessageDelivery") == "true":
        sent: dict[str, Any] = {"MessageBody": message, "MessageAttributes": entry.get("MessageAttributes")}
    else:
        sent = {"MessageBody": json.dumps(_notification(call, subscription, message_id, message, entry), indent=2)}
    fifo = {name: entry[name] for name in ("MessageGroupId", "MessageDeduplicationId") if name in entry}
    _send(call, subscription, {**sent, **fifo})


def ask_for_confirmation(call: Invocation, subscription: Subscription) -> None:
    """Tell the endpoint of a new subscription the token that confirms it."""
    topic = subscription.topic
    body = {
        "Type": "SubscriptionConfirmation",
        "MessageId": identifiers.uuid_of(f"confirmation/{subscription.arn}"),
        "Token": subscription.token,
        "TopicArn": topic,
        "Message": f"You have chosen to subscribe to the topic {topic}.\nTo confirm the subscription, visit the"
        " SubscribeURL included in this message.",
        "SubscribeURL": f"https://sns.{call.region}.amazonaws.com/?Action=ConfirmSubscription&TopicArn={topic}"
        f"&Token={subscription.token}",
        "Timestamp": _timestamp(call),
        "SignatureVersion": "1",
        "Signature": _signature(call, subscription.token),
        "SigningCertURL": f"https://sns.{call.region}.amazonaws.com/SimpleNotificationService.pem",
    }
    _send(call, subscription, {"MessageBody": json.dumps(body, indent=2)})


def _notification(
    call: Invocation, subscription: Subscription, message_id: str, message: str, entry: Mapping[str, Any]
) -> dict[str, Any]:
    url = f"https://sns.{call.region}.amazonaws.com"
    subject = {"Subject": entry["Subject"]} if entry.get("Subject") else {}
    attributes = {
        name: {"Type": one["DataType"], "Value": one.get("StringValue", one.get("BinaryValue", ""))}
        for name, one in message_attributes.kept(entry.get("MessageAttributes") or {}).items()
    }
    return {
        "Type": "Notification",
        "MessageId": message_id,
        "TopicArn": subscription.topic,
        **subject,
        "Message": message,
        "Timestamp": _timestamp(call),
        "SignatureVersion": "1",
        "Signature": _signature(call, message_id),
        "SigningCertURL": f"{url}/SimpleNotificationService.pem",
        "UnsubscribeURL": f"{url}/?Action=Unsubscribe&SubscriptionArn={subscription.arn}",
        **({"MessageAttributes": attributes} if attributes else {}),
    }


def _for_protocol(entry: Mapping[str, Any], protocol: str) -> str:
    """The message for one protocol: with MessageStructure json each may have one of its own."""
    message = str(entry["Message"])
    if entry.get("MessageStructure") != "json":
        return message
    texts = json.loads(message)
    return str(texts.get(protocol, texts["default"]))


def _send(call: Invocation, subscription: Subscription, sent: Mapping[str, Any]) -> None:
    queue = queues.find(call.company, subscription.endpoint) if subscription.protocol == "sqs" else None
    if queue is None or not _may_send(call, queue, subscription.topic):
        return
    try:
        sending.add(call.company, queue, sent, _SENDER, call.now)
    except ServiceError:
        return  # a full queue, or a FIFO queue without a message group: the message is lost


def _may_send(call: Invocation, queue: Queue, topic: str) -> bool:
    """Whether the queue's policy lets Amazon SNS in, and the policy of the queue's own key does, too."""
    if not service_calls.may(call.company, _SERVICE, "sqs:SendMessage", queue.arn, topic, call.now):
        return False
    given = queue.attributes.get("KmsMasterKeyId")
    if not given:
        return True
    try:
        key = keys.named(call, given, home=queues.owner(queue))
    except ServiceError:
        return False  # the key is gone, or AWS's own, which lets no other service in
    via = {"kms:ViaService": f"sqs.{call.region}.amazonaws.com", "kms:EncryptionContext:aws:sqs:arn": queue.arn}
    return key.enabled and all(
        service_calls.may(call.company, _SERVICE, action, key.arn, topic, call.now, via)
        for action in ("kms:GenerateDataKey", "kms:Decrypt")
    )


def _signature(call: Invocation, text: str) -> str:
    return base64.b64encode(sealing.mark(call.company.seed, "notification", text)).decode()


def _timestamp(call: Invocation) -> str:
    return call.now.strftime("%Y-%m-%dT%H:%M:%S.000Z")
