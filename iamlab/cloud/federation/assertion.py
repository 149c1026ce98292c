"""What an identity provider says about somebody, whatever the form of its token."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FEDERATED_PROVIDER = "aws:FederatedProvider"  # the condition key that a session keeps of an OIDC provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """A checked statement of a provider about a person or a program.

    `principal` names the provider as a trust policy does: its ARN, or the host of one that AWS knows by itself.
    `subject` is who it is about. `keys` are the condition keys that the role's trust policy is asked with, `kept` those
    that the session carries afterwards. `session_name` and `seconds` are set where the token itself asks for them.
    """

    principal: str
    subject: str
    audience: str
    issuer: str = ""
    subject_type: str = ""
    qualifier: str = ""
    keys: Mapping[str, str | list[str]] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    transitive: tuple[str, ...] = ()
    source_identity: str = ""
    session_name: str = ""
    seconds: int | None = None
