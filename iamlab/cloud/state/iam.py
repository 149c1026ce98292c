"""What IAM keeps. AWS pages: "IAM users", "IAM user groups", "IAM roles", "Managed policies and inline policies"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from iamlab.cloud.state.resource import Resource

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
    """Console access. Of the password only a salted hash is kept, and of those before it, newest first.

    All of a user's have one salt, so that a new password is compared with all of them by one hash.
    """

    created: datetime
    password_reset_required: bool = False
    salt: str = ""
    hash: str = ""
    former: tuple[str, ...] = ()
    changed: datetime | None = None  # when the password was set last; None where that was when it was created
    session_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class PasswordPolicy:
    """What an account asks of the passwords of its users; 0 days and 0 passwords are no limit."""

    least_length: int = 6
    symbols: bool = False
    numbers: bool = False
    uppercase: bool = False
    lowercase: bool = False
    users_may_change: bool = False
    most_days: int = 0
    not_reused: int = 0
    hard_expiry: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MfaDevice(Resource):
    """A virtual MFA device; its ARN is its serial number.

    `holder` is the unique id of the user that it is enabled for, or the account's id for the root user. `last_step` is
    the one of the last code that was used (see `iamlab.cloud.totp`).
    """

    seed: str
    holder: str | None = None
    enabled: datetime | None = None
    last_step: int = -1


@dataclass(frozen=True, slots=True)
class SigningCertificate:
    id: str
    body: str
    uploaded: datetime
    status: str = "Active"


@dataclass(frozen=True, slots=True)
class SshPublicKey:
    """`body` is as it was uploaded, in either encoding."""

    id: str
    body: str
    fingerprint: str
    uploaded: datetime
    status: str = "Active"


@dataclass(frozen=True, slots=True)
class ServiceCredential:
    """A name and a password that IAM makes for one service. The password is shown once and not kept."""

    id: str
    service: str
    user_name: str
    created: datetime
    status: str = "Active"
    expires: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerCertificate(Resource):
    """A certificate for HTTPS. The private key is checked and forgotten: IAM never gives it back."""

    id: str
    name: str
    body: str
    chain: str = ""
    path: str = "/"
    expires: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SamlProvider(Resource):
    """`private_keys` are the ids of the keys that decrypt assertions, with the time they were added."""

    id: str
    metadata: str
    valid_until: datetime
    encryption: str | None = None
    private_keys: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcProvider(Resource):
    """`url` is without https://, as IAM shows it; `context` is the context provider, as IAM's model has it."""

    url: str
    clients: tuple[str, ...] = ()
    thumbprints: tuple[str, ...] = ()
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CredentialReport:
    generated: datetime
    content: str


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
    signing_certificates: tuple[SigningCertificate, ...] = ()
    ssh_keys: tuple[SshPublicKey, ...] = ()
    service_credentials: tuple[ServiceCredential, ...] = ()
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
class InstanceProfile:
    """What hands a role to EC2 instances: at most one role, named here."""

    name: str
    id: str
    created: datetime
    path: str = "/"
    role: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)


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
    """An account's root user. A password that was deleted, or created since, is what AssumeRoot's tasks have done."""

    access_keys: tuple[AccessKey, ...] = ()
    signing_certificates: tuple[SigningCertificate, ...] = ()
    password_created: datetime | None = None
    password_deleted: bool = False
