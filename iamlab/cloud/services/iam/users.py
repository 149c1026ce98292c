"""IAM users. AWS page: "IAM users", and the IAM API reference for each operation."""

from collections.abc import Callable
from dataclasses import replace

from iamlab.cloud import identifiers, principals
from iamlab.cloud.applied_policies import managed_document
from iamlab.cloud.errors import ServiceError, already_exists, delete_conflict, no_such_entity
from iamlab.cloud.mfa import devices_of
from iamlab.cloud.services.iam import quotas
from iamlab.cloud.services.iam.entities import (
    Operations,
    asked_boundary_key,
    complete,
    describe_user,
    describe_user_fully,
    listed,
    user,
    user_resource,
)
from iamlab.cloud.services.iam.tagging import require_tagging
from iamlab.cloud.services.iam.tags import tag_keys, tags_of
from iamlab.cloud.services.operation import Context, Invocation, Operation, Output
from iamlab.cloud.state.account import ROOT, Account
from iamlab.cloud.state.iam import User


def new_user(call: Invocation) -> str:
    return identifiers.iam_arn(call.account.id, "user", call.text("Path", "/"), call.text("UserName"))


def new_user_keys(call: Invocation) -> Context:
    return tag_keys(call) | asked_boundary_key(call)


def create_user(call: Invocation) -> Output:
    name, boundary = call.text("UserName"), call.text("PermissionsBoundary") or None
    tags = tags_of(call, ignoring_case=True)
    require_tagging(call, "User", new_user(call))
    _refuse_taken(call, name)
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


def update_user(call: Invocation) -> Output:
    """A new name or path: the user stays the same one, with the unique id, and policies that name the user follow."""
    held = user(call)
    name, path = call.text("NewUserName", held.name), call.text("NewPath", held.path)
    old, new = (identifiers.iam_arn(call.account.id, "user", *one) for one in ((held.path, held.name), (path, name)))
    if new == old:
        return {}
    call.require("iam:UpdateUser", new)
    if name.lower() != held.name.lower():
        _refuse_taken(call, name)
    del call.account.users[held.name]
    call.account.users[name] = replace(held, name=name, path=path)
    for group in call.account.groups_of(held.name):
        members = tuple(name if member == held.name else member for member in group.members)
        call.account.groups[group.name] = replace(group, members=members)
    for key, session in list(call.company.sessions.items()):
        if (session.account_id, session.user) == (call.account.id, held.name):
            arn = new if session.arn == old else session.arn
            call.company.sessions[key] = replace(session, user=name, arn=arn)
    principals.follow(call.company, old, new)
    return {}


# What keeps a user from being deleted, and the remedy that IAM names.
_IN_THE_WAY: tuple[tuple[Callable[[Account, User], object], str], ...] = (
    (lambda account, held: account.groups_of(held.name), "must remove users from group first"),
    (lambda account, held: held.attached, "must detach all policies first"),
    (lambda account, held: held.inline, "must delete policies first"),
    (lambda account, held: held.access_keys, "must delete access keys first"),
    (lambda account, held: held.login_profile, "must delete login profile first"),
    (devices_of, "must delete MFA device first"),
    (lambda account, held: held.signing_certificates, "must delete signing certificates first"),
    (lambda account, held: held.ssh_keys, "must delete SSH public keys first"),
    (lambda account, held: held.service_credentials, "must delete service specific credentials first"),
)


def delete_user(call: Invocation) -> Output:
    held = user(call)
    for present, remedy in _IN_THE_WAY:
        if present(call.account, held):
            raise delete_conflict(f"Cannot delete entity, {remedy}.")
    del call.account.users[held.name]
    for key, session in list(call.company.sessions.items()):
        if (session.account_id, session.user) == (call.account.id, held.name):
            del call.company.sessions[key]
    principals.follow(call.company, identifiers.iam_arn(call.account.id, "user", held.path, held.name), held.id)
    return {}


def _refuse_taken(call: Invocation, name: str) -> None:
    if name.lower() == ROOT:
        raise ServiceError("InvalidInput", "In this lab the name root means the account's root user. Choose another.")
    # Names that differ only in case are the same name to IAM.
    if name.lower() in map(str.lower, call.account.users):
        raise already_exists(f"User with name {name} already exists.")


OPERATIONS: Operations = {
    "CreateUser": Operation("iam:CreateUser", new_user, create_user, writes=True, context=new_user_keys),
    "GetUser": Operation("iam:GetUser", user_resource, get_user),
    "ListUsers": Operation("iam:ListUsers", listed("user"), list_users),
    "UpdateUser": Operation("iam:UpdateUser", user_resource, update_user, writes=True),
    "DeleteUser": Operation("iam:DeleteUser", user_resource, delete_user, writes=True),
}
