"""Temporary credentials. AWS page: "Temporary security credentials in IAM"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One set of temporary credentials, and whom it makes of who holds it.

    `role` or `user` names the IAM entity whose policies count ("root" is the account's root user); a federated user's
    session names the user that asked for it. `issuer_id` is the unique id of that entity: another of the same name is
    not it. `policies` are the texts of the session policies, `policy_arns` managed ones. `tags` are session tags, of
    which `transitive` go on when roles are chained. `keys` are further condition keys that the session carries, such
    as the claims of an identity provider's token. `mfa_at` is when an MFA code was checked. `assumed_root` marks the
    session of a member account's root user that AssumeRoot has made, which its task policy binds.
    """

    access_key_id: str
    secret: str
    token: str
    account_id: str
    arn: str
    user_id: str
    issued: datetime
    expires: datetime
    role: str | None = None
    user: str | None = None
    issuer_id: str = ""
    federated: bool = False
    assumed_root: bool = False
    policies: tuple[str, ...] = ()
    policy_arns: tuple[str, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)
    transitive: tuple[str, ...] = ()
    source_identity: str = ""
    mfa_at: datetime | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
