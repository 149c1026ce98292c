"""A function's resource policy, written statement by statement. AWS pages: "AddPermission", "GetPolicy"."""

import json
from dataclasses import replace
from typing import Any

from iamlab.cloud import identifiers, principals
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services import resource_policies
from iamlab.cloud.services.lambda_ import finding
from iamlab.cloud.services.lambda_.finding import on_function
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.policy.problems import PolicyError

_MAX_CHARACTERS = 20_480
_ACCOUNT_LENGTH = 12
_INVOKE_URL = "lambda:InvokeFunctionUrl"
# The parameter, and the condition that it becomes: operator, key.
_CONDITIONS = (
    ("SourceArn", "ArnLike", "AWS:SourceArn"),
    ("SourceAccount", "StringEquals", "AWS:SourceAccount"),
    ("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
    ("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
    ("FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
)


def add_permission(call: Invocation) -> Output:
    held, sid = finding.policy_holder(call), call.text("StatementId")
    finding.check_revision(call, held)
    if call.text("FunctionUrlAuthType") and call.text("Action") != _INVOKE_URL:
        raise ServiceError(
            "InvalidParameterValueException", f"FunctionUrlAuthType is only supported for {_INVOKE_URL} action"
        )
    if resource_policies.without_statement(held.policy, sid)[0]:
        raise ServiceError(
            "ResourceConflictException",
            f"The statement id ({sid}) provided already exists. Please provide a new statement id, or remove the"
            " existing statement.",
            409,
        )
    statement: dict[str, Any] = {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": _principal(call.text("Principal")),
        "Action": call.text("Action"),
        "Resource": held.arn,
    }
    conditions = _conditions(call)
    if conditions:
        statement["Condition"] = conditions
    policy = resource_policies.with_statement(held.policy, statement, "default")
    _check(call, policy)
    finding.keep(call, replace(held, policy=policy, revision=held.revision + 1))
    return {"Statement": json.dumps(statement)}


def remove_permission(call: Invocation) -> Output:
    held = finding.policy_holder(call)
    finding.check_revision(call, held)
    was_there, policy = resource_policies.without_statement(held.policy, call.text("StatementId"))
    if not was_there:
        raise ServiceError(
            "ResourceNotFoundException", f"Statement {call.text('StatementId')} is not found in resource policy.", 404
        )
    finding.keep(call, replace(held, policy=policy, revision=held.revision + 1))
    return {}


def get_policy(call: Invocation) -> Output:
    held = finding.policy_holder(call)
    if held.policy is None:
        raise ServiceError("ResourceNotFoundException", "The resource you requested does not exist.", 404)
    return {"Policy": held.policy, "RevisionId": finding.revision(held)}


def _principal(given: str) -> Any:
    if given == "*":
        return "*"
    if given.endswith((".amazonaws.com", ".amazon.com")):
        return {"Service": given}
    is_account = len(given) == _ACCOUNT_LENGTH and given.isascii() and given.isdigit()
    return {"AWS": identifiers.root_arn(given) if is_account else given}


def _conditions(call: Invocation) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, operator, key in _CONDITIONS:
        value = call.text(name)
        if value:
            found.setdefault(operator, {})[key] = value
    if call.parameters.get("InvokedViaFunctionUrl") is not None:
        via = "true" if call.parameters["InvokedViaFunctionUrl"] else "false"
        found["Bool"] = {"lambda:InvokedViaFunctionUrl": via}
    return found


def _check(call: Invocation, policy: str) -> None:
    if len(policy) > _MAX_CHARACTERS:
        raise ServiceError(
            "PolicyLengthExceededException", f"The final policy size is bigger than the limit ({_MAX_CHARACTERS})."
        )
    try:
        read = resource_policies.read(policy)
    except PolicyError as error:
        raise ServiceError("InvalidParameterValueException", error.problems[0].message) from None
    if principals.first_unknown(call.company, read):
        raise ServiceError(
            "InvalidParameterValueException",
            "The provided principal was invalid. Please check the principal and try again.",
        )


OPERATIONS = {
    "AddPermission": on_function(add_permission, writes=True),
    "RemovePermission": on_function(remove_permission, writes=True),
    "GetPolicy": on_function(get_policy),
}
