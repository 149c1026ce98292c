"""Subscribing and confirming. AWS pages: "Subscribe", "ConfirmSubscription", "Amazon SNS event destinations"."""

from iamlab.cloud import identifiers, sealing
from iamlab.cloud.errors import ServiceError, not_simulated
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.sns import delivery, lookup
from iamlab.cloud.state.sns import Subscription
from iamlab.policy.arns import parse_arn

_MAX_SUBSCRIPTIONS = 500
_PENDING = "pending confirmation"
# Protocol -> what an endpoint begins with; "" where it has another form.
_ENDPOINTS = {
    "http": "http://",
    "https": "https://",
    "email": "",
    "email-json": "",
    "sms": "+",
    "sqs": "arn:aws:sqs:",
    "lambda": "arn:aws:lambda:",
    "firehose": "arn:aws:firehose:",
    "application": "arn:aws:sns:",
}
_MUST_CONFIRM = frozenset({"http", "https", "email", "email-json"})
ATTRIBUTES = frozenset({"RawMessageDelivery"})


def subscribe(call: Invocation) -> Output:
    found, protocol, endpoint = lookup.topic(call), call.text("Protocol"), call.text("Endpoint")
    if protocol not in _ENDPOINTS:
        raise lookup.wrong("Does not support this protocol string: " + protocol)
    attributes = dict(call.parameters.get("Attributes") or {})
    for name, value in attributes.items():
        check_attribute(name, value)
    _check_endpoint(protocol, endpoint)
    shown = bool(call.parameters.get("ReturnSubscriptionArn", False))
    for one in lookup.subscriptions_of(call, found):
        if (one.protocol, one.endpoint) == (protocol, endpoint):
            return {"SubscriptionArn": one.arn if shown or not one.token else _PENDING}
    account = lookup.account_of(call, found.arn)
    if len(account.subscriptions) >= _MAX_SUBSCRIPTIONS:
        raise ServiceError(
            "SubscriptionLimitExceeded", f"An account of this lab has {_MAX_SUBSCRIPTIONS} subscriptions at most.", 403
        )
    name = f"subscription/{found.arn}/{account.next_id()}"
    made = Subscription(
        arn=f"{found.arn}:{identifiers.uuid_of(name)}",
        created=call.now,
        topic=found.arn,
        protocol=protocol,
        endpoint=endpoint,
        subscriber=call.caller.account_id,
        token=sealing.mark(call.company.seed, "subscription", name).hex()
        if _must_confirm(call, protocol, endpoint)
        else "",
        attributes=attributes,
    )
    account.subscriptions[made.arn] = made
    if made.token:
        delivery.ask_for_confirmation(call, made)
    return {"SubscriptionArn": made.arn if shown or not made.token else _PENDING}


def confirm_subscription(call: Invocation) -> Output:
    found, token = lookup.topic(call), call.text("Token")
    call.parameters.get("AuthenticateOnUnsubscribe")  # every unsubscribing is signed here
    for one in lookup.subscriptions_of(call, found):
        if token and one.token == token:
            lookup.change_subscription(call, one, token="")
            return {"SubscriptionArn": one.arn}
    raise lookup.wrong("Token")


def check_attribute(name: str, value: str) -> None:
    """Raise ServiceError for an attribute of subscriptions that the lab does not carry out."""
    if name not in ATTRIBUTES:
        raise not_simulated(f"This lab does not simulate the attribute {name} of subscriptions. Leave it out.")
    if value not in ("true", "false"):
        raise lookup.wrong(f"Attributes Reason: {name}: Invalid value [{value}]. Must be true or false.")


def _check_endpoint(protocol: str, endpoint: str) -> None:
    if protocol.startswith("email"):
        if "@" not in endpoint:
            raise lookup.wrong("Email address")
    elif protocol.startswith("http"):
        if not endpoint.startswith(_ENDPOINTS[protocol]):
            raise lookup.wrong("Endpoint must match the specified protocol")
    elif not endpoint.startswith(_ENDPOINTS[protocol]) or (protocol != "sms" and parse_arn(endpoint) is None):
        raise lookup.wrong(f"{'SQS' if protocol == 'sqs' else protocol} endpoint ARN")


def _must_confirm(call: Invocation, protocol: str, endpoint: str) -> bool:
    """Whether somebody else's consent is needed: an address, or a queue of another account than the subscriber's."""
    parsed = parse_arn(endpoint)
    return protocol in _MUST_CONFIRM or (
        protocol in ("sqs", "lambda") and parsed is not None and parsed.account != call.caller.account_id
    )


OPERATIONS = {
    "Subscribe": MappedOperation(subscribe, writes=True),
    "ConfirmSubscription": MappedOperation(confirm_subscription, writes=True),
}
