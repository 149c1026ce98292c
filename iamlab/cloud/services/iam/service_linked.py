"""Service-linked roles: made for one service, which alone may change them. AWS page: "Create a service-linked role"."""

import json

from iamlab.catalog import managed_policies
from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError, no_such_entity, not_simulated
from iamlab.cloud.services.iam.service_linked_names import LINKED_ROLES, LinkedRole
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.iam import Role
from iamlab.policy.service_principals import problem_with

PATH = "/aws-service-role/"


def is_service_linked(role: Role) -> bool:
    return role.path.startswith(PATH)


def refuse_protected(role: Role) -> None:
    """Raise ServiceError UnmodifiableEntity for a service-linked role."""
    if is_service_linked(role):
        raise ServiceError(
            "UnmodifiableEntity",
            f"Cannot perform the operation on the protected role '{role.name}' - this role is only modifiable by AWS",
        )


def role_of(call: Invocation) -> LinkedRole:
    """Return what AWS knows about the role of the service that the call names."""
    service = call.text("AWSServiceName")
    found = LINKED_ROLES.get(service)
    if found:
        return found
    if problem_with(service):
        raise ServiceError("InvalidInput", f"{service} is not a valid AWS service principal.")
    raise not_simulated(f"This lab knows no service-linked role of {service}. It knows: {', '.join(LINKED_ROLES)}.")


def name_of(call: Invocation) -> str:
    """Return the name that the role gets, with the suffix that the call asks for."""
    found, suffix = LINKED_ROLES.get(call.text("AWSServiceName")), call.text("CustomSuffix")
    name = found.name if found else "*"
    return f"{name}_{suffix}" if suffix else name


def new_resource(call: Invocation) -> str:
    path = f"{PATH}{call.text('AWSServiceName')}/"
    return identifiers.iam_arn(call.account.id, "role", path, name_of(call))


def made(call: Invocation) -> Role:
    """Return the new role: trusted by its service, and with the policy that AWS has for it."""
    service, linked, name = call.text("AWSServiceName"), role_of(call), name_of(call)
    if call.text("CustomSuffix") and not linked.takes_suffix:
        raise ServiceError("InvalidInput", f"Custom suffix is not allowed for {service}")
    if name.lower() in map(str.lower, call.account.roles):
        raise ServiceError(
            "InvalidInput",
            f"Service role name {name} has been taken in this account, please try a different suffix.",
        )
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    policy = managed_policies.get(linked.policy)
    return Role(
        name,
        call.account.issue_id("AROA"),
        call.now,
        json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2),
        path=f"{PATH}{service}/",
        description=call.text("Description"),
        attached=(policy.arn,) if policy else (),
    )


def to_delete(call: Invocation) -> Role:
    """Return the service-linked role that a call wants to have deleted."""
    name = call.text("RoleName")
    found = call.account.roles.get(name)
    if found is None or not is_service_linked(found):
        raise no_such_entity(f"The role with name {name} cannot be found.")
    return found
