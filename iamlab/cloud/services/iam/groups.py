"""IAM groups and their members. AWS page: "IAM user groups"."""

from dataclasses import replace

from iamlab.cloud import identifiers
from iamlab.cloud.errors import already_exists, delete_conflict
from iamlab.cloud.services.iam import quotas
from iamlab.cloud.services.iam.entities import (
    Operations,
    complete,
    describe_group,
    describe_user,
    group,
    group_resource,
    listed,
    user,
    user_resource,
)
from iamlab.cloud.services.operation import Invocation, Operation, Output
from iamlab.cloud.state.iam import Group


def new_group(call: Invocation) -> str:
    return identifiers.iam_arn(call.account.id, "group", call.text("Path", "/"), call.text("GroupName"))


def create_group(call: Invocation) -> Output:
    name = call.text("GroupName")
    _refuse_taken(call, name)
    quotas.check("GroupsPerAccount", len(call.account.groups) + 1, quotas.GROUPS_PER_ACCOUNT)
    made = Group(name, call.account.issue_id("AGPA"), call.now, path=call.text("Path", "/"))
    call.account.groups[name] = made
    return {"Group": describe_group(call.account, made)}


def get_group(call: Invocation) -> Output:
    held = group(call)
    members = [describe_user(call.account, call.account.users[name]) for name in held.members]
    return complete(members, "Users") | {"Group": describe_group(call.account, held)}


def list_groups(call: Invocation) -> Output:
    prefix = call.text("PathPrefix", "/")
    found = [held for _, held in sorted(call.account.groups.items()) if held.path.startswith(prefix)]
    return complete([describe_group(call.account, held) for held in found], "Groups")


def update_group(call: Invocation) -> Output:
    held = group(call)
    name, path = call.text("NewGroupName", held.name), call.text("NewPath", held.path)
    if (name, path) == (held.name, held.path):
        return {}
    call.require("iam:UpdateGroup", identifiers.iam_arn(call.account.id, "group", path, name))
    if name.lower() != held.name.lower():
        _refuse_taken(call, name)
    del call.account.groups[held.name]
    call.account.groups[name] = replace(held, name=name, path=path)
    return {}


def list_groups_for_user(call: Invocation) -> Output:
    found = call.account.groups_of(user(call).name)
    return complete([describe_group(call.account, held) for held in found], "Groups")


def delete_group(call: Invocation) -> Output:
    held = group(call)
    in_the_way = (
        (held.members, "must remove users from group first"),
        (held.attached, "must detach all policies first"),
        (held.inline, "must delete policies first"),
    )
    for present, remedy in in_the_way:
        if present:
            raise delete_conflict(f"Cannot delete entity, {remedy}.")
    del call.account.groups[held.name]
    return {}


def add_user_to_group(call: Invocation) -> Output:
    held, member = group(call), user(call)
    if member.name not in held.members:
        joined = len(call.account.groups_of(member.name)) + 1
        quotas.check("GroupsPerUser", joined, quotas.GROUPS_PER_USER)
        call.account.groups[held.name] = replace(held, members=(*held.members, member.name))
    return {}


def remove_user_from_group(call: Invocation) -> Output:
    held, member = group(call), user(call)
    rest = tuple(name for name in held.members if name != member.name)
    call.account.groups[held.name] = replace(held, members=rest)
    return {}


def _refuse_taken(call: Invocation, name: str) -> None:
    if name.lower() in map(str.lower, call.account.groups):
        raise already_exists(f"Group with name {name} already exists.")


OPERATIONS: Operations = {
    "CreateGroup": Operation("iam:CreateGroup", new_group, create_group, writes=True),
    "GetGroup": Operation("iam:GetGroup", group_resource, get_group),
    "ListGroups": Operation("iam:ListGroups", listed("group"), list_groups),
    "ListGroupsForUser": Operation("iam:ListGroupsForUser", user_resource, list_groups_for_user),
    "UpdateGroup": Operation("iam:UpdateGroup", group_resource, update_group, writes=True),
    "DeleteGroup": Operation("iam:DeleteGroup", group_resource, delete_group, writes=True),
    "AddUserToGroup": Operation("iam:AddUserToGroup", group_resource, add_user_to_group, writes=True),
    "RemoveUserFromGroup": Operation("iam:RemoveUserFromGroup", group_resource, remove_user_from_group, writes=True),
}
