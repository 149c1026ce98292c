"""The state of one simulated AWS account."""

from copy import copy
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from iamlab.cloud import identifiers
from iamlab.cloud.state.iam import Group, ManagedPolicy, Role, Root, User
from iamlab.cloud.state.resource import DeclaredResource
from iamlab.cloud.state.s3 import Bucket

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

ROOT = "root"

State = TypeVar("State", bound="DataclassInstance")


def with_own_dictionaries(state: State) -> State:
    """Return a copy whose dictionaries can be changed without changing those of `state`."""
    made = copy(state)
    for one in fields(state):
        value = getattr(state, one.name)
        if isinstance(value, dict):
            setattr(made, one.name, dict(value))
    return made


@dataclass(slots=True)
class Account:
    """Everything in one account. Unless it says otherwise, what is in a dictionary is there under its name.

    Resources of services are under their ARN; buckets under their name, which is theirs alone in all of AWS.
    """

    id: str
    name: str
    created: datetime
    users: dict[str, User] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    policies: dict[str, ManagedPolicy] = field(default_factory=dict)  # by ARN
    buckets: dict[str, Bucket] = field(default_factory=dict)
    declared: dict[str, DeclaredResource] = field(default_factory=dict)
    root: Root = field(default_factory=Root)
    ids_issued: int = 0

    def draft(self) -> "Account":
        """Return a copy that can be changed without changing this account."""
        return with_own_dictionaries(self)

    def next_id(self) -> int:
        """Return a number that this account has not handed out before."""
        self.ids_issued += 1
        return self.ids_issued

    def issue_id(self, prefix: str) -> str:
        """Return a new unique id that begins with `prefix` (AIDA user, AGPA group, ANPA policy, AROA role)."""
        return identifiers.unique_id(prefix, self.id, self.next_id())

    def groups_of(self, user_name: str) -> list[Group]:
        return [group for group in self.groups.values() if user_name in group.members]

    def holders(self) -> "list[User | Group | Role]":
        """Return all that policies can be attached to."""
        return [*self.users.values(), *self.groups.values(), *self.roles.values()]
