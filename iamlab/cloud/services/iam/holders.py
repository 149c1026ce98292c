"""Users, groups and roles alike, as holders of policies: the same calls exist for each, under three names."""

from collections.abc import Callable
from dataclasses import dataclass

from iamlab.cloud.services.iam import entities, quotas
from iamlab.cloud.services.iam.service_linked import refuse_protected
from iamlab.cloud.services.operation import Context, Invocation, no_context
from iamlab.cloud.state.iam import Group, Role, User

Holder = User | Group | Role


@dataclass(frozen=True, slots=True)
class HolderKind:
    title: str  # as operations spell it: AttachUserPolicy
    word: str  # as messages spell it
    name_field: str
    find: Callable[[Invocation], Holder]
    resource: Callable[[Invocation], str]
    context: Callable[[Invocation], Context]
    attached_quota: int
    inline_size: int


USERS = HolderKind(
    "User",
    "user",
    "UserName",
    entities.user,
    entities.user_resource,
    entities.boundary_key,
    quotas.POLICIES_PER_USER,
    quotas.USER_INLINE_SIZE,
)
GROUPS = HolderKind(
    "Group",
    "group",
    "GroupName",
    entities.group,
    entities.group_resource,
    no_context,
    quotas.POLICIES_PER_GROUP,
    quotas.GROUP_INLINE_SIZE,
)
ROLES = HolderKind(
    "Role",
    "role",
    "RoleName",
    entities.role,
    entities.role_resource,
    entities.boundary_key,
    quotas.POLICIES_PER_ROLE,
    quotas.ROLE_INLINE_SIZE,
)
ALL = (USERS, GROUPS, ROLES)


def to_change(kind: HolderKind, call: Invocation) -> Holder:
    """Return the holder that a call wants to change; raises ServiceError for a role that only AWS may change."""
    held = kind.find(call)
    if isinstance(held, Role):
        refuse_protected(held)
    return held


def store(call: Invocation, holder: Holder) -> None:
    """Put a changed user, group or role in the place of the old one."""
    match holder:
        case User():
            call.account.users[holder.name] = holder
        case Group():
            call.account.groups[holder.name] = holder
        case Role():
            call.account.roles[holder.name] = holder
