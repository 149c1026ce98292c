"""Finding topics and subscriptions by their ARNs."""

from dataclasses import replace
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.identifiers import PARTITION
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.sns import Subscription, Topic
from iamlab.policy.arns import parse_arn


def arn(call: Invocation, name: str) -> str:
    return f"arn:{PARTITION}:sns:{call.region}:{call.account.id}:{name}"


def topic(call: Invocation, parameter: str = "TopicArn") -> Topic:
    """Return the topic of an ARN, of whichever account; raises ServiceError NotFound."""
    given = call.text(parameter)
    parsed = parse_arn(given)
    if parsed is None or parsed.service != "sns" or ":" in parsed.resource:
        raise wrong(f"{parameter}")
    account = call.company.accounts.get(parsed.account)
    found = account.topics.get(given) if account and parsed.region == call.region else None
    if found is None:
        raise ServiceError("NotFound", "Topic does not exist", 404)
    return found


def subscription(call: Invocation) -> Subscription:
    """Return the subscription of SubscriptionArn; raises ServiceError NotFound."""
    given = call.text("SubscriptionArn")
    parsed = parse_arn(given)
    if parsed is None or parsed.service != "sns" or ":" not in parsed.resource:
        raise wrong("SubscriptionArn Reason: An ARN must have at least 6 elements, not 1")
    account = call.company.accounts.get(parsed.account)
    found = account.subscriptions.get(given) if account else None
    if found is None:
        raise ServiceError("NotFound", "Subscription does not exist", 404)
    return found


def wrong(what: str) -> ServiceError:
    return ServiceError("InvalidParameter", f"Invalid parameter: {what}")


def account_of(call: Invocation, resource_arn: str) -> Account:
    """The account that a topic or a subscription belongs to."""
    return call.company.accounts[resource_arn.split(":")[4]]


def change(call: Invocation, found: Topic, **values: Any) -> None:
    """Keep a topic with other values in the place of what it was."""
    account_of(call, found.arn).topics[found.arn] = replace(found, **values)


def change_subscription(call: Invocation, found: Subscription, **values: Any) -> None:
    account_of(call, found.arn).subscriptions[found.arn] = replace(found, **values)


def subscriptions_of(call: Invocation, found: Topic) -> list[Subscription]:
    """The subscriptions to a topic, in the order made."""
    return [one for one in account_of(call, found.arn).subscriptions.values() if one.topic == found.arn]
