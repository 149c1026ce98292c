"""Amazon Simple Notification Service. AWS page: "AWS::SNS" (resource type reference)."""

from typing import Any

from iamlab.cloud.template.properties import BOOLEAN, DOCUMENT, TAGS, TEXT, TEXTS, Property, needed
from iamlab.cloud.template.resource_type import Made, Resource, ResourceType, policy_text
from iamlab.cloud.template.site import Site

_ATTRIBUTES = {
    "ContentBasedDeduplication": BOOLEAN,
    "DisplayName": TEXT,
    "FifoTopic": BOOLEAN,
    "KmsMasterKeyId": TEXT,
}


def _topic(resource: Resource, site: Site) -> Made:
    name = resource.name("TopicName")
    if "TopicName" not in resource.properties and resource.properties.get("FifoTopic"):
        name += ".fifo"
    attributes = {key: _text(value) for key, value in resource.given(*_ATTRIBUTES).items()}
    asked = {"Name": name, "Attributes": attributes or None, "Tags": resource.properties.get("Tags")}
    arn = site.call("sns", "CreateTopic", asked)["TopicArn"]
    for place, one in enumerate(resource.properties.get("Subscription", [])):
        site.call("sns", "Subscribe", {"TopicArn": arn, **one}, f"Subscription[{place}]")
    return Made(arn, {"TopicArn": arn, "TopicName": name})


def _topic_policy(resource: Resource, site: Site) -> Made:
    policy = policy_text(resource.properties["PolicyDocument"])
    for place, arn in enumerate(resource.properties["Topics"]):
        asked = {"TopicArn": arn, "AttributeName": "Policy", "AttributeValue": policy}
        site.call("sns", "SetTopicAttributes", asked, f"Topics[{place}]")
    return Made(resource.logical_id, {"Id": resource.logical_id})


def _subscription(resource: Resource, site: Site) -> Made:
    raw = resource.properties.get("RawMessageDelivery")
    asked = {
        **resource.given("TopicArn", "Protocol", "Endpoint"),
        "Attributes": None if raw is None else {"RawMessageDelivery": _text(raw)},
        "ReturnSubscriptionArn": True,
    }
    arn = site.call("sns", "Subscribe", asked)["SubscriptionArn"]
    return Made(arn, {"Arn": arn})


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _are_subscriptions(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and set(one) == {"Endpoint", "Protocol"}
        and all(isinstance(part, str) for part in one.values())
        for one in value
    )


TYPES: dict[str, ResourceType] = {
    "AWS::SNS::Topic": ResourceType(
        {
            "TopicName": TEXT,
            "Tags": TAGS,
            "Subscription": Property(_are_subscriptions, "a list of subscriptions, each with Endpoint and Protocol"),
            **_ATTRIBUTES,
        },
        _topic,
    ),
    "AWS::SNS::TopicPolicy": ResourceType({"PolicyDocument": needed(DOCUMENT), "Topics": needed(TEXTS)}, _topic_policy),
    "AWS::SNS::Subscription": ResourceType(
        {"TopicArn": needed(TEXT), "Protocol": needed(TEXT), "Endpoint": TEXT, "RawMessageDelivery": BOOLEAN},
        _subscription,
    ),
}
