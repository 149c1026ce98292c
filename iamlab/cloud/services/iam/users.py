"""IAM users. AWS page: "IAM users", and the IAM API reference for each operation."""

from iamlab.cloud import identifiers
from iamlab.cloud.applied_policies import managed_document
from iamlab.cloud.errors import ServiceError, already_exists, delete_conflict, no_such_entity
from iamlab.cloud.services.iam import quotas
from iamlab.cloud.services.iam.entities import (
    Operations,
    boundary_key,
    complete,
    describe_user,
    describe_user_fully,
    listed,
    tag_keys,
    tags_of,
    user,
    user_resource,
)
from iamlab.cloud.services.operation import Context, Invocation, Operation, Output
from iamlab.cloud.state.account import ROOT
from iamlab.cloud.state.iam import User


def new_user(call: Invocation) -> str:
    return identifiers.iam_arn(call.account.id, "user", call.text("Path", "/"), call.text("UserName"))


def new_user_keys(call: Invocation) -> Context:
    asked = call.text("PermissionsBoundary")
    return tag_keys(call) | ({"iam:PermissionsBoundary": asked} if asked else {})


def create_user(call: Invocation) -> Output:
    name, boundary, tags = call.text("UserName"), call.text("PermissionsBoundary") or None, tags_of(call)
    if tags:
        call.require("iam:TagUser", new_user(call))
    if name.lower() == ROOT:
        raise ServiceError("InvalidInput", "In this lab the name root means the account's root user. Choose another.")
    # Names that differ only in case are the same name to IAM.
    if name.lower() in map(str.lower, call.account.users):
        raise already_exists(f"User with name {name} already exists.")
    quotas.check("UsersPerAccount", len(call.account.users) + 1, quotas.USERS_PER_ACCOUNT)
    if boundary and managed_document(call.account, boundary) is None:
        raise no_such_entity(f"Scope ARN: {boundary} does not exist or is not attachable.")
    made = User(
        name, call.account.issue_id("AIDA"), call.now, path=call.text("Path", "/"), boundary=boundary, tags=tags
    )
    call.account.users[name] = made
    return {"User": describe_user_fully(call.account, made)}


def get_user(call: Invocation) -> Output:
    if call.caller.is_root and not call.text("UserName"):
        arn = identifiers.root_arn(call.account.id)
        return {"User": {"UserId": call.account.id, "Arn": arn, "CreateDate": call.account.created}}
    return {"User": describe_user_fully(call.account, user(call))}


def list_users(call: Invocation) -> Output:
    prefix = call.text("PathPrefix", "/")
    found = [held for _, held in sorted(call.account.users.items()) if held.path.startswith(prefix)]
    return complete([describe_user(call.account, held) for held in found], "Users")


def delete_user(call: Invocation) -> Output:
    held = user(call)
    in_the_way = (
        (call.account.groups_of(held.name), "must remove users from group first"),
        (held.attached, "must detach all policies first"),
        (held.inline, "must delete policies first"),
        (held.access_keys, "must delete access keys first"),
        (held.login_profile, "must delete login profile first"),
    )
    for present, remedy in in_the_way:
        if present:
            raise delete_conflict(f"Cannot delete entity, {remedy}.")
    del call.account.users[held.name]
    return {}


OPERATIONS: Operations = {
    "CreateUser": Operation("iam:CreateUser", new_user, create_user, writes=True, context=new_user_keys),
    "GetUser": Operation("iam:GetUser", user_resource, get_user),
    "ListUsers": Operation("iam:ListUsers", listed("user"), list_users),
    "DeleteUser": Operation("iam:DeleteUser", user_resource, delete_user, writes=True, context=boundary_key),
}
