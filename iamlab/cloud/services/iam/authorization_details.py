"""All of an account's users, groups, roles and policies in one answer. AWS page: "GetAccountAuthorizationDetails"."""

from collections.abc import Mapping

from iamlab.catalog import managed_policies
from iamlab.cloud.applied_policies import aws_managed, managed_document
from iamlab.cloud.services.iam import documents
from iamlab.cloud.services.iam.entities import Fields, Operations, boundary_field, describe_group, describe_user
from iamlab.cloud.services.iam.holders import Holder
from iamlab.cloud.services.iam.policy_descriptions import (
    Usage,
    describe_aws_policy,
    describe_aws_version,
    describe_policy,
    describe_version,
)
from iamlab.cloud.services.iam.role_descriptions import describe_briefly, describe_profile
from iamlab.cloud.services.iam.role_uses import RoleUses
from iamlab.cloud.services.iam.tags import tag_list
from iamlab.cloud.services.operation import Invocation, Operation, Output, everything
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.iam import Group, ManagedPolicy, Role, User

_ALL = ("User", "Group", "Role", "LocalManagedPolicy", "AWSManagedPolicy")


def get_account_authorization_details(call: Invocation) -> Output:
    wanted = [str(kind) for kind in call.parameters.get("Filter", [])] or _ALL
    account, usage = call.account, Usage(call.account)
    users = [_user(account, one) for _, one in sorted(account.users.items())] if "User" in wanted else []
    groups = [_group(account, one) for _, one in sorted(account.groups.items())] if "Group" in wanted else []
    uses = RoleUses(call)
    roles = [_role(account, one, uses) for _, one in sorted(account.roles.items())] if "Role" in wanted else []
    policies: list[Fields] = []
    if "LocalManagedPolicy" in wanted:
        policies += [_policy(one, usage) for _, one in sorted(account.policies.items())]
    if "AWSManagedPolicy" in wanted:  # those in use: a copy of all 1,500 would be no view of the account
        used = filter(None, map(aws_managed, sorted(usage.attached | usage.bounding)))
        policies += [_aws_policy(account, one, usage) for one in used]
    return {
        "UserDetailList": users,
        "GroupDetailList": groups,
        "RoleDetailList": roles,
        "Policies": policies,
        "IsTruncated": False,
    }


def _user(account: Account, held: User) -> Fields:
    return (
        describe_user(account, held)
        | _policies("UserPolicyList", held)
        | {"GroupList": [group.name for group in account.groups_of(held.name)]}
        | boundary_field(held.boundary)
        | tag_list(held.tags)
    )


def _group(account: Account, held: Group) -> Fields:
    return describe_group(account, held) | _policies("GroupPolicyList", held)


def _role(account: Account, held: Role, uses: RoleUses) -> Fields:
    profiles = [describe_profile(account, one) for one in account.instance_profiles.values() if one.role == held.name]
    return (
        describe_briefly(account, held)
        | {"InstanceProfileList": profiles}
        | _policies("RolePolicyList", held)
        | boundary_field(held.boundary)
        | tag_list(held.tags)
        | {"RoleLastUsed": uses.describe(held)}
    )


def _policies(name: str, held: Holder) -> Fields:
    return {
        name: _inline(held.inline),
        "AttachedManagedPolicies": [{"PolicyName": arn.rpartition("/")[2], "PolicyArn": arn} for arn in held.attached],
    }


def _inline(inline: Mapping[str, str]) -> list[Fields]:
    return [{"PolicyName": name, "PolicyDocument": documents.content(text)} for name, text in sorted(inline.items())]


def _policy(held: ManagedPolicy, usage: Usage) -> Fields:
    about: Fields = {"Description": held.description} if held.description else {}
    versions = [
        describe_version(held, one) | {"Document": documents.content(one.document)} for one in reversed(held.versions)
    ]
    return describe_policy(held, usage) | about | {"PolicyVersionList": versions}


def _aws_policy(account: Account, found: managed_policies.ManagedPolicy, usage: Usage) -> Fields:
    document = documents.content(managed_document(account, found.arn) or "")
    return describe_aws_policy(found, usage) | {
        "PolicyVersionList": [describe_aws_version(found) | {"Document": document}]
    }


OPERATIONS: Operations = {
    "GetAccountAuthorizationDetails": Operation(
        "iam:GetAccountAuthorizationDetails", everything, get_account_authorization_details
    )
}
