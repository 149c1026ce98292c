"""Which of IAM's entities have tags. AWS page: "Tags for AWS IAM resources"."""

from iamlab.cloud.services.iam import tagging
from iamlab.cloud.services.iam.entities import (
    Operations,
    instance_profile,
    policy_arn_valid,
    policy_resource,
    profile_resource,
    role,
    role_resource,
    user,
    user_resource,
)
from iamlab.cloud.services.iam.policies import own_policy
from iamlab.cloud.services.iam.tagging import Taggable
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.iam import InstanceProfile, ManagedPolicy, Role, User


def _store_user(call: Invocation, held: User) -> None:
    call.account.users[held.name] = held


def _store_role(call: Invocation, held: Role) -> None:
    call.account.roles[held.name] = held


def _store_policy(call: Invocation, held: ManagedPolicy) -> None:
    call.account.policies[held.arn] = held


def _store_profile(call: Invocation, held: InstanceProfile) -> None:
    call.account.instance_profiles[held.name] = held


OPERATIONS: Operations = {
    **tagging.operations(Taggable("User", user, user_resource, _store_user, ignoring_case=True)),
    **tagging.operations(Taggable("Role", role, role_resource, _store_role, ignoring_case=True)),
    **tagging.operations(Taggable("Policy", own_policy, policy_resource, _store_policy, precondition=policy_arn_valid)),
    **tagging.operations(Taggable("InstanceProfile", instance_profile, profile_resource, _store_profile)),
}
