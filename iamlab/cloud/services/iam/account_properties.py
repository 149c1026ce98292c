"""Properties of an account: whether role manager is enabled.

AWS pages: "PutAccountProperties", "GetAccountProperties" in the IAM API Reference; "Create roles automatically with
role manager", which names the property and what it takes to enable it. It does not name the service-linked role, so
that the lab makes none; and it does not say what is answered before anybody has set the property: false here, as role
manager is disabled by default. Role manager itself lives in the consoles of services, of which the lab has none.
"""

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.iam.entities import Operations
from iamlab.cloud.services.operation import Context, Invocation, Operation, Output, everything

_ROLE_MANAGER = "RoleManager/Enabled"
_VALUES = {"true": True, "false": False}


def get_account_properties(call: Invocation) -> Output:
    return {"Properties": {_ROLE_MANAGER: str(call.account.role_manager).lower()}}


def put_account_properties(call: Invocation) -> Output:
    given = call.parameters["Properties"]
    wrong = next((name for name in given if not _is_name(name)), None)
    if wrong is not None or not given:
        raise _invalid(f"Invalid property key {wrong or ''}: the format is Namespace/PropertyName.")
    if len(_namespaces(call)) > 1:
        raise _invalid("All properties must belong to the same namespace.")
    unknown = next((name for name in given if name != _ROLE_MANAGER), None)
    if unknown:
        raise _invalid(f"Unknown property {unknown}.")
    value = str(given[_ROLE_MANAGER])
    if value not in _VALUES:
        raise _invalid(f"The value of {_ROLE_MANAGER} must be true or false.")
    if _VALUES[value]:
        call.require(
            "iam:CreateServiceLinkedRole", identifiers.iam_arn(call.account.id, "role", "/aws-service-role/", "*")
        )
    call.account.role_manager = _VALUES[value]
    return {}


def _is_name(name: str) -> bool:
    parts = name.split("/")
    return len(parts) == 2 and all(parts)


def _namespaces(call: Invocation) -> list[str]:
    return sorted({str(name).partition("/")[0] for name in call.parameters["Properties"]})


def _written(call: Invocation) -> Context:
    return {"iam:AccountPropertyNamespaces": _namespaces(call)}


def _read(call: Invocation) -> Context:
    return {"iam:AccountPropertyNamespaces": [_ROLE_MANAGER.partition("/")[0]]}


def _invalid(message: str) -> ServiceError:
    return ServiceError("InvalidInput", message)


OPERATIONS: Operations = {
    "GetAccountProperties": Operation("iam:GetAccountProperties", everything, get_account_properties, context=_read),
    "PutAccountProperties": Operation(
        "iam:PutAccountProperties", everything, put_account_properties, writes=True, context=_written
    ),
}
