"""Identity providers as trust policies name them ("Create a role for a third-party identity provider")."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+", re.ASCII)
_PROVIDER = re.compile(r"arn:[a-z-]+:iam::\d{12}:(saml|oidc)-provider/(.+)", re.ASCII)
_SAML_NAME = re.compile(r"[\w.-]{1,128}", re.ASCII)
_LONGEST = 512
_SCHEME = re.compile(r"https?://", re.ASCII | re.IGNORECASE)

GITHUB = "token.actions.githubusercontent.com"


class Protocol(StrEnum):
    """How a provider vouches for a user."""

    SAML = "SAML"
    OIDC = "OIDC"


@dataclass(frozen=True, slots=True)
class Provider:
    """An identity provider. `prefix` is what its condition keys have before the colon; that of SAML is `saml`."""

    protocol: Protocol
    prefix: str


def find(name: str) -> Provider | None:
    """The provider that a Federated principal names: by the ARN that IAM knows it by, or by a bare domain name.

    None where the name is neither.
    """
    return _find(name) if len(name) <= _LONGEST else None


@lru_cache(maxsize=1024)
def _find(name: str) -> Provider | None:
    if _DOMAIN.fullmatch(name):
        return Provider(Protocol.OIDC, name)
    match = _PROVIDER.fullmatch(name)
    if match is None:
        return None
    if match[1] == "saml":
        return Provider(Protocol.SAML, "saml") if _SAML_NAME.fullmatch(match[2]) else None
    domain = match[2].partition("/")[0].partition(":")[0]
    return Provider(Protocol.OIDC, match[2]) if _DOMAIN.fullmatch(domain) else None


def mended(name: str) -> str | None:
    """The provider that `name` most likely stands for: its address without `https://` and without a last slash."""
    if len(name) > _LONGEST:
        return None
    candidate = _SCHEME.sub("", name.strip(), count=1).rstrip("/")
    return candidate if candidate != name and find(candidate) else None
