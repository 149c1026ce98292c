"""Roles and instance profiles as answers tell them."""

from iamlab.cloud import identifiers
from iamlab.cloud.services.iam import documents
from iamlab.cloud.services.iam.entities import Fields, boundary_field
from iamlab.cloud.services.iam.role_uses import RoleUses
from iamlab.cloud.services.iam.tags import tag_list
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.iam import InstanceProfile, Role


def describe_briefly(account: Account, found: Role) -> Fields:
    """A role as instance profiles show it."""
    return {
        "Path": found.path,
        "RoleName": found.name,
        "RoleId": found.id,
        "Arn": identifiers.iam_arn(account.id, "role", found.path, found.name),
        "CreateDate": found.created,
        "AssumeRolePolicyDocument": documents.content(found.trust),
    }


def describe_new_role(account: Account, found: Role) -> Fields:
    """A role as create-role tells it: without what was not asked for."""
    return describe_briefly(account, found) | boundary_field(found.boundary) | tag_list(found.tags)


def describe_listed_role(account: Account, found: Role) -> Fields:
    """A role as list-roles tells it: without boundary, tags and last use."""
    about: Fields = {"Description": found.description} if found.description else {}
    return describe_briefly(account, found) | about | {"MaxSessionDuration": found.max_session_seconds}


def describe_role(account: Account, found: Role, uses: RoleUses) -> Fields:
    """A role as get-role tells it, with everything."""
    return (
        describe_listed_role(account, found)
        | boundary_field(found.boundary)
        | tag_list(found.tags)
        | {"RoleLastUsed": uses.describe(found)}
    )


def describe_profile(account: Account, found: InstanceProfile) -> Fields:
    """An instance profile as lists tell it: with its role, without its tags."""
    roles = [describe_briefly(account, account.roles[found.role])] if found.role else []
    return {
        "Path": found.path,
        "InstanceProfileName": found.name,
        "InstanceProfileId": found.id,
        "Arn": identifiers.iam_arn(account.id, "instance-profile", found.path, found.name),
        "CreateDate": found.created,
        "Roles": roles,
    }
