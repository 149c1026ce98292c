"""Finding users, groups, roles, policies and instance profiles, naming them as resources, and telling about them."""

import re
from collections.abc import Callable
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError, no_such_entity
from iamlab.cloud.services.iam.tags import tag_list
from iamlab.cloud.services.operation import Context, Invocation, Operation, Output
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.iam import Group, InstanceProfile, Role, User

Operations = dict[str, Operation]
Fields = dict[str, Any]
_POLICY_ARN = re.compile(r"arn:aws:iam::(aws|\d{12}):policy/[\w+=,.@/-]+", re.ASCII)


def user(call: Invocation) -> User:
    """Return the user that the call names, or the caller when it names none."""
    name = user_name(call)
    found = call.account.users.get(name)
    if found is None:
        raise no_such_entity(f"The user with name {name} cannot be found.")
    return found


def user_name(call: Invocation) -> str:
    own = call.caller.user.name if call.caller.user else ""
    name = call.text("UserName", own)
    if not name:
        raise ServiceError("ValidationError", "Must specify userName when calling with non-User credentials")
    return name


def group(call: Invocation) -> Group:
    name = call.text("GroupName")
    found = call.account.groups.get(name)
    if found is None:
        raise no_such_entity(f"The group with name {name} cannot be found.")
    return found


def role(call: Invocation) -> Role:
    return role_named(call.account, call.text("RoleName"))


def role_named(account: Account, name: str) -> Role:
    found = account.roles.get(name)
    if found is None:
        raise no_such_entity(f"The role with name {name} cannot be found.")
    return found


def instance_profile(call: Invocation) -> InstanceProfile:
    name = call.text("InstanceProfileName")
    found = call.account.instance_profiles.get(name)
    if found is None:
        raise no_such_entity(f"Instance Profile {name} cannot be found.")
    return found


def user_resource(call: Invocation) -> str:
    """The user's ARN; IAM knows the path of a user that exists."""
    name = call.text("UserName") if call.caller.is_root else user_name(call)
    if not name:
        return identifiers.root_arn(call.account.id)
    found = call.account.users.get(name)
    return identifiers.iam_arn(call.account.id, "user", found.path if found else "/", name)


def group_resource(call: Invocation) -> str:
    found = call.account.groups.get(call.text("GroupName"))
    path = found.path if found else "/"
    return identifiers.iam_arn(call.account.id, "group", path, call.text("GroupName"))


def role_resource(call: Invocation) -> str:
    name = call.text("RoleName")
    found = call.account.roles.get(name)
    return identifiers.iam_arn(call.account.id, "role", found.path if found else "/", name)


def profile_resource(call: Invocation) -> str:
    name = call.text("InstanceProfileName")
    found = call.account.instance_profiles.get(name)
    return identifiers.iam_arn(call.account.id, "instance-profile", found.path if found else "/", name)


def policy_resource(call: Invocation) -> str:
    return call.text("PolicyArn")


def policy_arn_valid(call: Invocation) -> None:
    arn = call.text("PolicyArn")
    if not _POLICY_ARN.fullmatch(arn):
        raise ServiceError("ValidationError", f"ARN {arn} is not valid.")


def listed(kind: str) -> Any:
    """Return the resource function of an operation that lists all of a kind, such as user/ or group/."""

    def resource(call: Invocation) -> str:
        return identifiers.iam_arn(call.account.id, kind, call.text("PathPrefix", "/"), "")

    return resource


def policy_arn_key(call: Invocation) -> Context:
    """AWS page: "Actions, resources, and condition keys for AWS IAM", key iam:PolicyARN."""
    return {"iam:PolicyARN": call.text("PolicyArn")}


def boundary_key(call: Invocation) -> Context:
    """iam:PermissionsBoundary: the boundary that the user or role to be changed has."""
    account = call.account
    found = account.users.get(call.text("UserName")) or account.roles.get(call.text("RoleName"))
    return {"iam:PermissionsBoundary": found.boundary} if found and found.boundary else {}


def asked_boundary_key(call: Invocation) -> Context:
    """iam:PermissionsBoundary where the call asks for one: the boundary that the user or role will have."""
    asked = call.text("PermissionsBoundary")
    return {"iam:PermissionsBoundary": asked} if asked else {}


def describe_user(account: Account, found: User) -> Fields:
    fields: Fields = {
        "Path": found.path,
        "UserName": found.name,
        "UserId": found.id,
        "Arn": identifiers.iam_arn(account.id, "user", found.path, found.name),
        "CreateDate": found.created,
    }
    return fields


def describe_user_fully(account: Account, found: User) -> Fields:
    """A user as create-user and get-user tell it; lists leave the boundary and the tags out."""
    return describe_user(account, found) | boundary_field(found.boundary) | tag_list(found.tags)


def boundary_field(boundary: str | None) -> Fields:
    """The member that tells of a permissions boundary, where there is one."""
    if boundary is None:
        return {}
    return {"PermissionsBoundary": {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": boundary}}


def describe_group(account: Account, found: Group) -> Fields:
    return {
        "Path": found.path,
        "GroupName": found.name,
        "GroupId": found.id,
        "Arn": identifiers.iam_arn(account.id, "group", found.path, found.name),
        "CreateDate": found.created,
    }


def on_policy(action: str, carry_out: Callable[[Invocation], Output], writes: bool = False) -> Operation:
    """Return an operation on the managed policy that the call names by its ARN."""
    return Operation(f"iam:{action}", policy_resource, carry_out, writes, precondition=policy_arn_valid)


def complete(items: list[Fields], name: str) -> Output:
    """Return a complete listing; `iamlab.cloud.pages` cuts it."""
    return {name: items, "IsTruncated": False}
