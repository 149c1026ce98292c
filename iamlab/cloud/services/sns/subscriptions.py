"""Listing, describing and ending subscriptions. AWS pages: "ListSubscriptions", "GetSubscriptionAttributes"."""

from collections.abc import Iterable

from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.sns import lookup, subscribing
from iamlab.cloud.state.sns import Subscription

_PENDING = "PendingConfirmation"


def list_subscriptions(call: Invocation) -> Output:
    every = (one for account in call.company.accounts.values() for one in account.subscriptions.values())
    return _listed(one for one in every if one.subscriber == call.account.id and f":{call.region}:" in one.arn)


def list_subscriptions_by_topic(call: Invocation) -> Output:
    return _listed(lookup.subscriptions_of(call, lookup.topic(call)))


def get_subscription_attributes(call: Invocation) -> Output:
    found = lookup.subscription(call)
    return {
        "Attributes": {
            "SubscriptionArn": found.arn,
            "TopicArn": found.topic,
            "Protocol": found.protocol,
            "Endpoint": found.endpoint,
            "Owner": found.subscriber,
            "PendingConfirmation": str(bool(found.token)).lower(),
            "ConfirmationWasAuthenticated": str(not found.token).lower(),
            "RawMessageDelivery": "false",
            **found.attributes,
        }
    }


def set_subscription_attributes(call: Invocation) -> Output:
    found, name, value = lookup.subscription(call), call.text("AttributeName"), call.text("AttributeValue")
    subscribing.check_attribute(name, value)
    lookup.change_subscription(call, found, attributes={**found.attributes, name: value})
    return {}


def unsubscribe(call: Invocation) -> Output:
    found = lookup.subscription(call)
    del lookup.account_of(call, found.arn).subscriptions[found.arn]
    return {}


def _listed(found: Iterable[Subscription]) -> Output:
    return {
        "Subscriptions": [
            {
                "SubscriptionArn": _PENDING if one.token else one.arn,
                "Owner": one.subscriber,
                "Protocol": one.protocol,
                "Endpoint": one.endpoint,
                "TopicArn": one.topic,
            }
            for one in found
        ]
    }


OPERATIONS = {
    "ListSubscriptions": MappedOperation(list_subscriptions),
    "ListSubscriptionsByTopic": MappedOperation(list_subscriptions_by_topic),
    "GetSubscriptionAttributes": MappedOperation(get_subscription_attributes),
    "SetSubscriptionAttributes": MappedOperation(set_subscription_attributes, writes=True),
    "Unsubscribe": MappedOperation(unsubscribe, writes=True),
}
