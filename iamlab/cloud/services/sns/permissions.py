"""AddPermission and RemovePermission, which write a topic's policy statement by statement.

AWS pages: "AddPermission", "RemovePermission" in the Amazon SNS API Reference.
"""

from iamlab.cloud.identifiers import root_arn
from iamlab.cloud.services import resource_policies
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.sns import lookup

_ACTIONS = frozenset(
    {"AddPermission", "DeleteTopic", "GetTopicAttributes", "ListSubscriptionsByTopic", "Publish", "RemovePermission"}
    | {"SetTopicAttributes", "Subscribe"}
)
_ACCOUNT_LENGTH = 12


def add_permission(call: Invocation) -> Output:
    found, label = lookup.topic(call), call.text("Label")
    accounts, actions = list(call.parameters["AWSAccountId"]), list(call.parameters["ActionName"])
    if not actions or not set(actions) <= _ACTIONS:
        raise lookup.wrong("Policy statement action out of service scope!")
    if not accounts or any(not (len(one) == _ACCOUNT_LENGTH and one.isdigit()) for one in accounts):
        raise lookup.wrong("AWSAccountId")
    if resource_policies.without_statement(found.policy, label)[0]:
        raise lookup.wrong("Statement already exists")
    statement = {
        "Sid": label,
        "Effect": "Allow",
        "Principal": {"AWS": [root_arn(one) for one in accounts]},
        "Action": [f"SNS:{name}" for name in actions],
        "Resource": found.arn,
    }
    lookup.change(call, found, policy=resource_policies.with_statement(found.policy, statement, "__default_policy_ID"))
    return {}


def remove_permission(call: Invocation) -> Output:
    found = lookup.topic(call)
    _, policy = resource_policies.without_statement(found.policy, call.text("Label"))
    lookup.change(call, found, policy=policy)
    return {}


OPERATIONS = {
    "AddPermission": MappedOperation(add_permission, writes=True),
    "RemovePermission": MappedOperation(remove_permission, writes=True),
}
