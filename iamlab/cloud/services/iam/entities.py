"""Finding users, groups and policies, naming them as resources, and telling about them in answers."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError, no_such_entity
from iamlab.cloud.services.operation import Context, Invocation, Operation, Output
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.iam import Group, ManagedPolicy, User

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
    """iam:PermissionsBoundary: the boundary that the user to be changed has."""
    found = call.account.users.get(call.text("UserName"))
    return {"iam:PermissionsBoundary": found.boundary} if found and found.boundary else {}


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
    fields = describe_user(account, found)
    if found.boundary:
        fields["PermissionsBoundary"] = {
            "PermissionsBoundaryType": "Policy",
            "PermissionsBoundaryArn": found.boundary,
        }
    return fields | tag_list(found.tags)


def describe_group(account: Account, found: Group) -> Fields:
    return {
        "Path": found.path,
        "GroupName": found.name,
        "GroupId": found.id,
        "Arn": identifiers.iam_arn(account.id, "group", found.path, found.name),
        "CreateDate": found.created,
    }


def describe_policy(account: Account, found: ManagedPolicy) -> Fields:
    return {
        "PolicyName": found.name,
        "PolicyId": found.id,
        "Arn": found.arn,
        "Path": found.path,
        "DefaultVersionId": found.default_version,
        "AttachmentCount": sum(found.arn in holder.attached for holder in account.holders()),
        "PermissionsBoundaryUsageCount": sum(held.boundary == found.arn for held in account.users.values()),
        "IsAttachable": True,
        "CreateDate": found.created,
        "UpdateDate": found.updated,
    }


def tag_list(tags: Mapping[str, str]) -> Fields:
    return {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]} if tags else {}


def tags_of(call: Invocation) -> dict[str, str]:
    """Return the tags that the call asks for; raises ServiceError InvalidInput for a key given twice."""
    given = [(str(tag["Key"]), str(tag["Value"])) for tag in call.parameters.get("Tags", [])]
    if len({key for key, _ in given}) < len(given):
        raise ServiceError("InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.")
    return dict(given)


def tag_keys(call: Invocation) -> Context:
    """aws:RequestTag and aws:TagKeys. AWS page: "Controlling access during AWS requests"."""
    tags = [(str(tag["Key"]), str(tag["Value"])) for tag in call.parameters.get("Tags", [])]
    keys: Context = {f"aws:RequestTag/{key}": value for key, value in tags}
    return keys | {"aws:TagKeys": [key for key, _ in tags]} if tags else {}


def on_policy(action: str, carry_out: Callable[[Invocation], Output], writes: bool = False) -> Operation:
    """Return an operation on the managed policy that the call names by its ARN."""
    return Operation(f"iam:{action}", policy_resource, carry_out, writes, precondition=policy_arn_valid)


def complete(items: list[Fields], name: str) -> Output:
    """Return a listing in one page: the sandbox's lists are short enough to be told whole."""
    return {name: items, "IsTruncated": False}
