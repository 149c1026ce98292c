"""The state of one simulated AWS account.

The things in an account are frozen: a service changes one by putting a new value in its place. So a copy of an
account is cheap, a draft can be thrown away, and two accounts can be compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from iamlab.cloud import identifiers

ROOT = "root"


@dataclass(frozen=True, slots=True)
class AccessKey:
    id: str
    secret: str
    created: datetime
    status: str = "Active"


@dataclass(frozen=True, slots=True)
class LoginProfile:
    """Console access. The password itself is checked and forgotten: nothing here can sign in with it."""

    created: datetime
    password_reset_required: bool = False


@dataclass(frozen=True, slots=True)
class User:
    name: str
    id: str
    created: datetime
    path: str = "/"
    attached: tuple[str, ...] = ()  # ARNs of managed policies, in the order attached
    inline: Mapping[str, str] = field(default_factory=dict)  # policy name -> document text
    access_keys: tuple[AccessKey, ...] = ()
    login_profile: LoginProfile | None = None
    boundary: str | None = None  # ARN of a managed policy
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    id: str
    created: datetime
    path: str = "/"
    members: tuple[str, ...] = ()  # user names, in the order added
    attached: tuple[str, ...] = ()
    inline: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    id: str  # "v1"
    document: str
    created: datetime


@dataclass(frozen=True, slots=True)
class ManagedPolicy:
    """A customer managed policy."""

    name: str
    id: str
    arn: str
    created: datetime
    updated: datetime
    versions: tuple[PolicyVersion, ...]  # oldest first
    default_version: str
    path: str = "/"
    description: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    versions_made: int = 1  # a deleted version's number is never used again

    @property
    def document(self) -> str:
        """The text of the default version, the one that counts."""
        return next(version.document for version in self.versions if version.id == self.default_version)


@dataclass(frozen=True, slots=True)
class StoredObject:
    body: str
    modified: datetime
    content_type: str = "binary/octet-stream"


@dataclass(frozen=True, slots=True)
class Bucket:
    name: str
    created: datetime
    region: str = "us-east-1"
    objects: Mapping[str, StoredObject] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Root:
    access_keys: tuple[AccessKey, ...] = ()


@dataclass(slots=True)
class Account:
    id: str
    name: str
    created: datetime
    users: dict[str, User] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    policies: dict[str, ManagedPolicy] = field(default_factory=dict)  # by ARN
    buckets: dict[str, Bucket] = field(default_factory=dict)
    root: Root = field(default_factory=Root)
    ids_issued: int = 0

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Account":
        """Read back what `to_document` wrote; raises pydantic's ValidationError (a ValueError) for anything else."""
        return _ADAPTER.validate_python(document)

    def to_document(self) -> dict[str, Any]:
        """Return the account as JSON-able values; dates are ISO 8601 text."""
        document: dict[str, Any] = _ADAPTER.dump_python(self, mode="json")
        return document

    def draft(self) -> "Account":
        """Return a copy that can be changed without changing this account."""
        return replace(
            self,
            users=dict(self.users),
            groups=dict(self.groups),
            policies=dict(self.policies),
            buckets=dict(self.buckets),
        )

    def adopt(self, draft: "Account") -> None:
        """Take over everything from a draft of this account."""
        self.users, self.groups, self.policies = draft.users, draft.groups, draft.policies
        self.buckets, self.root, self.ids_issued = draft.buckets, draft.root, draft.ids_issued

    def next_id(self) -> int:
        """Return a number that this account has not handed out before."""
        self.ids_issued += 1
        return self.ids_issued

    def issue_id(self, prefix: str) -> str:
        """Return a new unique id that begins with `prefix` (AIDA user, AGPA group, ANPA policy)."""
        return identifiers.unique_id(prefix, self.id, self.next_id())

    def issue_access_key(self, now: datetime) -> AccessKey:
        number = self.next_id()
        return AccessKey(
            identifiers.access_key_id(self.id, number), identifiers.secret_access_key(self.id, number), now
        )

    def groups_of(self, user_name: str) -> list[Group]:
        return [group for group in self.groups.values() if user_name in group.members]

    def holders(self) -> "list[User | Group]":
        """Return all that policies can be attached to."""
        return [*self.users.values(), *self.groups.values()]

    def identities(self) -> list[str]:
        """Return the names that a terminal can act as: root first, then every user."""
        return [ROOT, *sorted(self.users)]

    def text_size(self) -> int:
        """Return the number of characters in the documents and objects that the account stores."""
        inline = (text for holder in self.holders() for text in holder.inline.values())
        versions = (version.document for policy in self.policies.values() for version in policy.versions)
        bodies = (key + stored.body for bucket in self.buckets.values() for key, stored in bucket.objects.items())
        return sum(map(len, inline)) + sum(map(len, versions)) + sum(map(len, bodies))


_ADAPTER: TypeAdapter[Account] = TypeAdapter(Account)
