"""Amazon Simple Queue Service. AWS page: "AWS::SQS" (resource type reference)."""

import json
from typing import Any

from iamlab.cloud.template.properties import BOOLEAN, DOCUMENT, NUMBER, TAGS, TEXT, TEXTS, needed, one_of, structure
from iamlab.cloud.template.resource_type import Made, Resource, ResourceType, policy_text
from iamlab.cloud.template.site import Site

_ATTRIBUTES = {
    "ContentBasedDeduplication": BOOLEAN,
    "DeduplicationScope": one_of("messageGroup", "queue"),
    "DelaySeconds": NUMBER,
    "FifoQueue": BOOLEAN,
    "FifoThroughputLimit": one_of("perQueue", "perMessageGroupId"),
    "KmsDataKeyReusePeriodSeconds": NUMBER,
    "KmsMasterKeyId": TEXT,
    "MaximumMessageSize": NUMBER,
    "MessageRetentionPeriod": NUMBER,
    "ReceiveMessageWaitTimeSeconds": NUMBER,
    "RedrivePolicy": structure("deadLetterTargetArn", "maxReceiveCount"),
    "SqsManagedSseEnabled": BOOLEAN,
    "VisibilityTimeout": NUMBER,
}


def _queue(resource: Resource, site: Site) -> Made:
    name = resource.name("QueueName")
    if "QueueName" not in resource.properties and resource.properties.get("FifoQueue"):
        name += ".fifo"
    attributes = {key: _text(value) for key, value in resource.given(*_ATTRIBUTES).items()}
    tags = {tag["Key"]: tag["Value"] for tag in resource.properties.get("Tags", [])}
    asked = {"QueueName": name, "Attributes": attributes or None, "tags": tags or None}
    url = site.call("sqs", "CreateQueue", asked)["QueueUrl"]
    arn = f"arn:aws:sqs:{site.region}:{site.account.id}:{name}"
    return Made(url, {"Arn": arn, "QueueName": name, "QueueUrl": url})


def _queue_policy(resource: Resource, site: Site) -> Made:
    policy = policy_text(resource.properties["PolicyDocument"])
    for place, url in enumerate(resource.properties["Queues"]):
        asked = {"QueueUrl": url, "Attributes": {"Policy": policy}}
        site.call("sqs", "SetQueueAttributes", asked, f"Queues[{place}]")
    return Made(resource.logical_id)


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str) else json.dumps(value)


TYPES: dict[str, ResourceType] = {
    "AWS::SQS::Queue": ResourceType({"QueueName": TEXT, "Tags": TAGS, **_ATTRIBUTES}, _queue),
    "AWS::SQS::QueuePolicy": ResourceType({"PolicyDocument": needed(DOCUMENT), "Queues": needed(TEXTS)}, _queue_policy),
}
