"""IAM roles. AWS page: "IAM roles", and the IAM API reference for each operation."""

from collections.abc import Callable
from dataclasses import replace

from iamlab.cloud import identifiers, principals
from iamlab.cloud.applied_policies import managed_document
from iamlab.cloud.errors import ServiceError, already_exists, delete_conflict, no_such_entity
from iamlab.cloud.services.iam import quotas, trust_policies
from iamlab.cloud.services.iam.entities import (
    Operations,
    asked_boundary_key,
    boundary_key,
    complete,
    listed,
    role,
    role_resource,
)
from iamlab.cloud.services.iam.role_descriptions import describe_listed_role, describe_new_role, describe_role
from iamlab.cloud.services.iam.role_uses import RoleUses
from iamlab.cloud.services.iam.service_linked import PATH, refuse_protected
from iamlab.cloud.services.iam.tagging import require_tagging
from iamlab.cloud.services.iam.tags import tag_keys, tags_of
from iamlab.cloud.services.operation import Context, Invocation, Operation, Output
from iamlab.cloud.state.iam import DEFAULT_SESSION_SECONDS, Role


def new_role(call: Invocation) -> str:
    return identifiers.iam_arn(call.account.id, "role", call.text("Path", "/"), call.text("RoleName"))


def new_role_keys(call: Invocation) -> Context:
    return tag_keys(call) | asked_boundary_key(call)


def create_role(call: Invocation) -> Output:
    name, path, boundary = call.text("RoleName"), call.text("Path", "/"), call.text("PermissionsBoundary") or None
    tags = tags_of(call, ignoring_case=True)
    require_tagging(call, "Role", new_role(call))
    if path.startswith(PATH):
        raise ServiceError("InvalidInput", f"The path {PATH} is reserved for service-linked roles.")
    if name.lower() in map(str.lower, call.account.roles):
        raise already_exists(f"Role with name {name} already exists.")
    quotas.check("RolesPerAccount", len(call.account.roles) + 1, quotas.ROLES_PER_ACCOUNT)
    if boundary and managed_document(call.account, boundary) is None:
        raise no_such_entity(f"Scope ARN: {boundary} does not exist or is not attachable.")
    made = Role(
        name,
        call.account.issue_id("AROA"),
        call.now,
        trust_policies.accepted(call, call.text("AssumeRolePolicyDocument")),
        path=path,
        description=call.text("Description"),
        max_session_seconds=int(call.parameters.get("MaxSessionDuration", DEFAULT_SESSION_SECONDS)),
        boundary=boundary,
        tags=tags,
    )
    call.account.roles[name] = made
    return {"Role": describe_new_role(call.account, made)}


def get_role(call: Invocation) -> Output:
    return {"Role": describe_role(call.account, role(call), RoleUses(call))}


def list_roles(call: Invocation) -> Output:
    prefix = call.text("PathPrefix", "/")
    found = [held for _, held in sorted(call.account.roles.items()) if held.path.startswith(prefix)]
    return complete([describe_listed_role(call.account, held) for held in found], "Roles")


def update_role(call: Invocation) -> Output:
    held = role(call)
    seconds = call.parameters.get("MaxSessionDuration")
    if seconds is not None:
        refuse_protected(held)  # of a service-linked role only the description can be changed
        held = replace(held, max_session_seconds=int(seconds))
    call.account.roles[held.name] = replace(held, description=call.text("Description", held.description))
    return {}


def update_role_description(call: Invocation) -> Output:
    held = replace(role(call), description=call.text("Description"))
    call.account.roles[held.name] = held
    return {"Role": describe_role(call.account, held, RoleUses(call))}


def update_assume_role_policy(call: Invocation) -> Output:
    held = role(call)
    refuse_protected(held)
    call.account.roles[held.name] = replace(held, trust=trust_policies.accepted(call, call.text("PolicyDocument")))
    return {}


def delete_role(call: Invocation) -> Output:
    held = role(call)
    refuse_protected(held)
    in_profiles = [one for one in call.account.instance_profiles.values() if one.role == held.name]
    in_the_way = (
        (in_profiles, "must remove roles from instance profile first"),
        (held.attached, "must detach all policies first"),
        (held.inline, "must delete policies first"),
    )
    for present, remedy in in_the_way:
        if present:
            raise delete_conflict(f"Cannot delete entity, {remedy}.")
    remove(call, held)
    return {}


def remove(call: Invocation, held: Role) -> None:
    """Take a role away, with its sessions: a new role of the same name is another one."""
    del call.account.roles[held.name]
    ended = [
        key
        for key, session in call.company.sessions.items()
        if (session.account_id, session.role) == (call.account.id, held.name)
    ]
    for key in ended:
        del call.company.sessions[key]
    principals.follow(call.company, identifiers.iam_arn(call.account.id, "role", held.path, held.name), held.id)


def _on_role(name: str, carry_out: Callable[[Invocation], Output], writes: bool = True) -> Operation:
    return Operation(f"iam:{name}", role_resource, carry_out, writes, context=boundary_key)


OPERATIONS: Operations = {
    "CreateRole": Operation("iam:CreateRole", new_role, create_role, writes=True, context=new_role_keys),
    "GetRole": _on_role("GetRole", get_role, writes=False),
    "ListRoles": Operation("iam:ListRoles", listed("role"), list_roles),
    "UpdateRole": _on_role("UpdateRole", update_role),
    "UpdateRoleDescription": _on_role("UpdateRoleDescription", update_role_description),
    "UpdateAssumeRolePolicy": _on_role("UpdateAssumeRolePolicy", update_assume_role_policy),
    "DeleteRole": _on_role("DeleteRole", delete_role),
}
