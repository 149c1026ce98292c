"""Instance profiles, which hand a role to EC2 instances. AWS page: "Use instance profiles"."""

from dataclasses import replace

from iamlab.cloud import identifiers
from iamlab.cloud.errors import already_exists, delete_conflict, no_such_entity
from iamlab.cloud.services.iam import quotas
from iamlab.cloud.services.iam.entities import (
    Operations,
    complete,
    instance_profile,
    listed,
    profile_resource,
    role,
    role_resource,
)
from iamlab.cloud.services.iam.role_descriptions import describe_profile
from iamlab.cloud.services.iam.service_linked import refuse_protected
from iamlab.cloud.services.iam.tagging import require_tagging
from iamlab.cloud.services.iam.tags import tag_keys, tag_list, tags_of
from iamlab.cloud.services.operation import Invocation, Operation, Output
from iamlab.cloud.state.iam import InstanceProfile


def new_profile(call: Invocation) -> str:
    name = call.text("InstanceProfileName")
    return identifiers.iam_arn(call.account.id, "instance-profile", call.text("Path", "/"), name)


def create_instance_profile(call: Invocation) -> Output:
    name, profiles, tags = call.text("InstanceProfileName"), call.account.instance_profiles, tags_of(call)
    require_tagging(call, "InstanceProfile", new_profile(call))
    if name.lower() in map(str.lower, profiles):
        raise already_exists(f"Instance Profile {name} already exists.")
    quotas.check("InstanceProfilesPerAccount", len(profiles) + 1, quotas.INSTANCE_PROFILES_PER_ACCOUNT)
    made = InstanceProfile(name, call.account.issue_id("AIPA"), call.now, path=call.text("Path", "/"), tags=tags)
    profiles[name] = made
    return {"InstanceProfile": describe_profile(call.account, made) | tag_list(tags)}


def get_instance_profile(call: Invocation) -> Output:
    held = instance_profile(call)
    return {"InstanceProfile": describe_profile(call.account, held) | tag_list(held.tags)}


def list_instance_profiles(call: Invocation) -> Output:
    prefix = call.text("PathPrefix", "/")
    found = [held for _, held in sorted(call.account.instance_profiles.items()) if held.path.startswith(prefix)]
    return complete([describe_profile(call.account, held) for held in found], "InstanceProfiles")


def list_instance_profiles_for_role(call: Invocation) -> Output:
    wanted = role(call).name
    found = [held for _, held in sorted(call.account.instance_profiles.items()) if held.role == wanted]
    return complete([describe_profile(call.account, held) for held in found], "InstanceProfiles")


def add_role_to_instance_profile(call: Invocation) -> Output:
    held, given = instance_profile(call), role(call)
    call.require("iam:PassRole", role_resource(call), {"iam:PassedToService": "ec2.amazonaws.com"})
    refuse_protected(given)
    quotas.check("InstanceSessionsPerInstanceProfile", 1 + bool(held.role), quotas.ROLES_PER_INSTANCE_PROFILE)
    call.account.instance_profiles[held.name] = replace(held, role=given.name)
    return {}


def remove_role_from_instance_profile(call: Invocation) -> Output:
    held, name = instance_profile(call), call.text("RoleName")
    if held.role != name:
        raise no_such_entity(f"The role with name {name} cannot be found.")
    call.account.instance_profiles[held.name] = replace(held, role=None)
    return {}


def delete_instance_profile(call: Invocation) -> Output:
    held = instance_profile(call)
    if held.role:
        raise delete_conflict("Cannot delete entity, must remove roles from instance profile first.")
    del call.account.instance_profiles[held.name]
    return {}


OPERATIONS: Operations = {
    "CreateInstanceProfile": Operation(
        "iam:CreateInstanceProfile", new_profile, create_instance_profile, writes=True, context=tag_keys
    ),
    "GetInstanceProfile": Operation("iam:GetInstanceProfile", profile_resource, get_instance_profile),
    "ListInstanceProfiles": Operation("iam:ListInstanceProfiles", listed("instance-profile"), list_instance_profiles),
    "ListInstanceProfilesForRole": Operation(
        "iam:ListInstanceProfilesForRole", role_resource, list_instance_profiles_for_role
    ),
    "AddRoleToInstanceProfile": Operation(
        "iam:AddRoleToInstanceProfile", profile_resource, add_role_to_instance_profile, writes=True
    ),
    "RemoveRoleFromInstanceProfile": Operation(
        "iam:RemoveRoleFromInstanceProfile", profile_resource, remove_role_from_instance_profile, writes=True
    ),
    "DeleteInstanceProfile": Operation(
        "iam:DeleteInstanceProfile", profile_resource, delete_instance_profile, writes=True
    ),
}
