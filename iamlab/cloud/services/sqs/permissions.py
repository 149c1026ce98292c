"""AddPermission and RemovePermission, which write a queue's policy statement by statement.

AWS pages: "AddPermission", "RemovePermission".
"""

from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.identifiers import root_arn
from iamlab.cloud.services import resource_policies
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.services.sqs import lookup

_ACTIONS = frozenset(
    {"*", "ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "GetQueueUrl", "ListDeadLetterSourceQueues"}
    | {"PurgeQueue", "ReceiveMessage", "SendMessage"}
)
_MOST_ACTIONS = 7
_ACCOUNT_LENGTH = 12


def add_permission(call: Invocation) -> Output:
    found, label = lookup.queue(call), call.text("Label")
    actions, accounts = list(call.parameters["Actions"]), list(call.parameters["AWSAccountIds"])
    for name in actions:
        if name not in _ACTIONS:
            raise _wrong(
                name, "ActionName", f"Please refer to the appropriate WSDL for a list of valid actions: {_listed()}."
            )
    if len(actions) > _MOST_ACTIONS:
        raise ServiceError("OverLimit", f"{len(actions)} Actions were found, maximum allowed is {_MOST_ACTIONS}.", 403)
    for account_id in accounts:
        if not (len(account_id) == _ACCOUNT_LENGTH and account_id.isdigit()):
            raise _wrong(str(accounts), "PrincipalId", "Unable to verify.")
    if resource_policies.without_statement(found.policy, label)[0]:
        raise _wrong(label, "Label", "Already exists.")
    statement: dict[str, Any] = {
        "Sid": label,
        "Effect": "Allow",
        "Principal": {"AWS": [root_arn(one) for one in accounts]},
        "Action": [f"SQS:{name}" for name in actions],
        "Resource": found.arn,
    }
    policy = resource_policies.with_statement(found.policy, statement, f"{found.arn}/SQSDefaultPolicy")
    lookup.change(call, found, policy=policy, modified=call.now)
    return {}


def remove_permission(call: Invocation) -> Output:
    found, label = lookup.queue(call), call.text("Label")
    was_there, policy = resource_policies.without_statement(found.policy, label)
    if not was_there:
        raise _wrong(label, "Label", "can't find label on existing policy.")
    lookup.change(call, found, policy=policy, modified=call.now)
    return {}


def _listed() -> str:
    return ", ".join(sorted(_ACTIONS))


def _wrong(value: str, parameter: str, reason: str) -> ServiceError:
    return ServiceError(
        "InvalidParameterValue", f"Value {value} for parameter {parameter} is invalid. Reason: {reason}"
    )


OPERATIONS = {
    "AddPermission": lookup.on_queue(add_permission, writes=True, foreign=False),
    "RemovePermission": lookup.on_queue(remove_permission, writes=True, foreign=False),
}
