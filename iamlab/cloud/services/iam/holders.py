"""Users and groups alike, as holders of policies: the same calls exist for both, under two names."""

from collections.abc import Callable
from dataclasses import dataclass

from iamlab.cloud.services.iam import entities, quotas
from iamlab.cloud.services.operation import Context, Invocation, no_context
from iamlab.cloud.state.iam import Group, User

Holder = User | Group


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


def store(call: Invocation, holder: Holder) -> None:
    """Put a changed user or group in the place of the old one."""
    if isinstance(holder, User):
        call.account.users[holder.name] = holder
    else:
        call.account.groups[holder.name] = holder
