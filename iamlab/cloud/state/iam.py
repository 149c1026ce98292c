"""What IAM keeps. AWS pages: "IAM users", "IAM user groups", "IAM roles", "Managed policies and inline policies"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

DEFAULT_SESSION_SECONDS = 3_600


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A long-term key. `used` is when, with which service and in which Region it was used last."""

    id: str
    secret: str
    created: datetime
    status: str = "Active"
    used: tuple[datetime, str, str] | None = None


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
class Role:
    """`trust` is the text of the trust policy; `used` is when and in which Region a session of it was used last."""

    name: str
    id: str
    created: datetime
    trust: str
    path: str = "/"
    description: str = ""
    max_session_seconds: int = DEFAULT_SESSION_SECONDS
    attached: tuple[str, ...] = ()
    inline: Mapping[str, str] = field(default_factory=dict)
    boundary: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    used: tuple[datetime, str] | None = None


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
class Root:
    access_keys: tuple[AccessKey, ...] = ()
