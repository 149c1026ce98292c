"""Topics and their attributes. AWS pages: "CreateTopic", "SetTopicAttributes", "GetTopicAttributes"."""

import json
import re
from collections.abc import Mapping

from iamlab.cloud import principals
from iamlab.cloud.errors import ServiceError, not_simulated
from iamlab.cloud.services import resource_policies
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.sns import lookup, tags
from iamlab.cloud.state.sns import Subscription, Topic
from iamlab.policy import PolicyError
from iamlab.policy.arns import parse_arn

_MAX_TOPICS = 200
_NAME = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)
_FIFO = ".fifo"
_POLICY = "Policy"
_BOOLEANS = frozenset({"FifoTopic", "ContentBasedDeduplication"})
_TEXTS = frozenset({"DisplayName", "KmsMasterKeyId", "DeliveryPolicy", "SignatureVersion", "TracingConfig"})
_LONGEST_TEXT = 2_048
_DEFAULT_DELIVERY = {
    "http": {
        "defaultHealthyRetryPolicy": {
            "minDelayTarget": 20,
            "maxDelayTarget": 20,
            "numRetries": 3,
            "numMaxDelayRetries": 0,
            "numNoDelayRetries": 0,
            "numMinDelayRetries": 0,
            "backoffFunction": "linear",
        },
        "disableSubscriptionOverrides": False,
        "defaultRequestPolicy": {"headerContentType": "text/plain; charset=UTF-8"},
    }
}
_OWNERS = (
    "GetTopicAttributes",
    "SetTopicAttributes",
    "AddPermission",
    "RemovePermission",
    "DeleteTopic",
    "Subscribe",
    "ListSubscriptionsByTopic",
    "Publish",
)


def create_topic(call: Invocation) -> Output:
    name, given = call.text("Name"), dict(call.parameters.get("Attributes") or {})
    fifo = given.get("FifoTopic") == "true"
    if not _NAME.fullmatch(name.removesuffix(_FIFO) if fifo else name) or fifo != name.endswith(_FIFO):
        raise lookup.wrong("Topic Name")
    arn = lookup.arn(call, name)
    own_tags = tags.given(call.parameters.get("Tags", []))
    held = call.account.topics.get(arn)
    if held:
        shown = _attributes(call, held)
        if any(shown.get(key) != value for key, value in given.items()):
            raise lookup.wrong("Attributes Reason: Topic already exists with different attributes")
        if own_tags and own_tags != held.tags:
            raise lookup.wrong("Tags Reason: Topic already exists with different tags")
        return {"TopicArn": arn}
    if len(call.account.topics) >= _MAX_TOPICS:
        raise ServiceError("TopicLimitExceeded", f"An account of this lab has {_MAX_TOPICS} topics at most.", 403)
    for key, value in given.items():
        _check(call, key, value)
    policy = given.pop(_POLICY, None) or _default_policy(arn, call.account.id)
    call.account.topics[arn] = Topic(
        arn=arn, created=call.now, name=name, policy=policy, tags=own_tags, attributes=given
    )
    return {"TopicArn": arn}


def delete_topic(call: Invocation) -> Output:
    arn = call.text("TopicArn")
    parsed = parse_arn(arn)
    if parsed is None:
        raise lookup.wrong("TopicArn")
    account = call.company.accounts.get(parsed.account)
    if account and account.topics.pop(arn, None):  # deleting what is not there succeeds, too
        for one in [one for one in account.subscriptions.values() if one.topic == arn]:
            del account.subscriptions[one.arn]
    return {}


def list_topics(call: Invocation) -> Output:
    own = sorted(arn for arn in call.account.topics if f":{call.region}:" in arn)
    return {"Topics": [{"TopicArn": arn} for arn in own]}


def get_topic_attributes(call: Invocation) -> Output:
    return {"Attributes": _attributes(call, lookup.topic(call))}


def set_topic_attributes(call: Invocation) -> Output:
    found, name, value = lookup.topic(call), call.text("AttributeName"), call.text("AttributeValue")
    if name == "FifoTopic":
        raise lookup.wrong("AttributeName")
    _check(call, name, value)
    if name == _POLICY:
        lookup.change(call, found, policy=value)
    else:
        lookup.change(call, found, attributes={**found.attributes, name: value})
    return {}


def _attributes(call: Invocation, topic: Topic) -> dict[str, str]:
    subscriptions = lookup.subscriptions_of(call, topic)
    return {
        "Policy": topic.policy or "",
        "Owner": topic.arn.split(":")[4],
        "SubscriptionsPending": _count(subscriptions, pending=True),
        "TopicArn": topic.arn,
        "EffectiveDeliveryPolicy": topic.attributes.get("DeliveryPolicy") or json.dumps(_DEFAULT_DELIVERY),
        "SubscriptionsConfirmed": _count(subscriptions, pending=False),
        "DisplayName": "",
        "SubscriptionsDeleted": "0",
        **topic.attributes,
    }


def _count(subscriptions: list[Subscription], pending: bool) -> str:
    return str(sum(bool(one.token) is pending for one in subscriptions))


def _check(call: Invocation, name: str, value: str) -> None:
    """Raise ServiceError InvalidParameter for an attribute that a topic does not have, or a value that it cannot be."""
    if name == _POLICY:
        _check_policy(call, value)
    elif name in _BOOLEANS:
        if value not in ("true", "false"):
            raise lookup.wrong(f"Attributes Reason: {name}: Invalid value [{value}]. Must be true or false.")
    elif name not in _TEXTS:
        raise not_simulated(f"This lab does not simulate the attribute {name} of topics. Leave it out.")
    elif len(value) > _LONGEST_TEXT:
        raise lookup.wrong(f"{name}")


def _check_policy(call: Invocation, document: str) -> None:
    try:
        policy = resource_policies.read(document)
    except PolicyError as error:
        raise lookup.wrong(f"Policy Error: {error.problems[0]}") from None
    if principals.first_unknown(call.company, policy):
        raise lookup.wrong("Policy Error: PrincipalNotFound")


def _default_policy(arn: str, account_id: str) -> str:
    """The policy of a new topic. Its condition holds for what services do for the owner, not for the owner's users."""
    statement: Mapping[str, object] = {
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": [f"SNS:{name}" for name in _OWNERS],
        "Resource": arn,
        "Condition": {"StringEquals": {"AWS:SourceOwner": account_id}},
    }
    return json.dumps({"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement]})


OPERATIONS = {
    "CreateTopic": MappedOperation(create_topic, writes=True),
    "DeleteTopic": MappedOperation(delete_topic, writes=True),
    "ListTopics": MappedOperation(list_topics),
    "GetTopicAttributes": MappedOperation(get_topic_attributes),
    "SetTopicAttributes": MappedOperation(set_topic_attributes, writes=True),
}
