"""Temporary credentials. AWS page: "Temporary security credentials in IAM"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One set of temporary credentials, and whom it makes of who holds it.

    `role` or `user` names the IAM entity whose policies count ("root" is the account's root user); a federated user's
    session names the user that asked for it. `policies` are the texts of the session policies, `policy_arns` managed
    ones. `tags` are session tags, of which `transitive` go on when roles are chained. `keys` are further condition
    keys that the session carries, such as the claims of an identity provider's token. `mfa_at` is when an MFA code was
    checked.
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
    federated: bool = False
    policies: tuple[str, ...] = ()
    policy_arns: tuple[str, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)
    transitive: tuple[str, ...] = ()
    source_identity: str = ""
    mfa_at: datetime | None = None
    chained: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
