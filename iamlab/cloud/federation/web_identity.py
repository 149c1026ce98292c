"""Tokens of OpenID Connect providers: JSON Web Tokens (RFC 7519) that the lab itself signs, with HS256.

A real provider signs with a private key that AWS looks up at its URL. AWS pages: "OIDC federation",
"Available keys for AWS OIDC federation", "Pass session tags using AssumeRoleWithWebIdentity".
"""

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from iamlab.cloud import sealing
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.federation.assertion import FEDERATED_PROVIDER, Assertion
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.company import Company
from iamlab.evaluator.principal import BUILT_IN_PROVIDERS

TAGS = "https://aws.amazon.com/tags"
SOURCE_IDENTITY = "https://aws.amazon.com/source_identity"

_PURPOSE = "web identity token"
_HEADER = {"alg": "HS256", "typ": "JWT", "kid": "iam-lab"}
# Two providers hand out access tokens of OAuth 2.0: their keys have names of their own.
_NAMES = {
    "www.amazon.com": {"aud": "app_id", "sub": "user_id"},
    "graph.facebook.com": {"aud": "app_id", "sub": "id"},
}


def issue(company: Company, claims: Mapping[str, Any]) -> str:
    """Return a token with these claims, which must include iss, sub, aud and exp."""
    signed = f"{_encoded(_HEADER)}.{_encoded(claims)}"
    return f"{signed}.{_text_of(sealing.mark(company.seed, _PURPOSE, signed))}"


def verify(company: Company, account: Account, token: str, provider_id: str, now: datetime) -> Assertion:
    """Return what a token says to a role of `account`.

    `provider_id` is the request's own word for the provider of an access token. Raises ServiceError as AWS STS does:
    InvalidIdentityToken for a token that is none, that is not signed by the sandbox, or whose provider or audience the
    account does not know; ExpiredTokenException.
    """
    claims = _claims(company, token.strip())
    host = str(claims["iss"]).removeprefix("https://").rstrip("/")
    audiences, subject = _listed(claims["aud"]), str(claims["sub"])
    if bool(provider_id) != (host in _NAMES) or (provider_id and provider_id != host):
        raise _invalid("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)")
    principal = _principal(account, host, audiences)
    if now.timestamp() >= int(claims["exp"]):
        raise ServiceError(
            "ExpiredTokenException",
            f"Token expired: current date/time {int(now.timestamp())} must be before the expiration date/time"
            f" {int(claims['exp'])}",
        )
    tags = claims.get(TAGS, {})
    keys = _keys(host, claims)
    return Assertion(
        principal=principal,
        subject=subject,
        audience=audiences[0],
        keys=keys,
        kept={FEDERATED_PROVIDER: principal, **{key: text for key, text in keys.items() if isinstance(text, str)}},
        tags={key: str(values[0]) for key, values in tags.get("principal_tags", {}).items()},
        transitive=tuple(tags.get("transitive_tag_keys", ())),
        source_identity=str(claims.get(SOURCE_IDENTITY, "")),
    )


def _keys(host: str, claims: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """The condition keys of the claims. With `azp`, that is the audience, and `aud` the one before it (`oaud`)."""
    named = _NAMES.get(host)
    if named:
        return {f"{host}:{named[claim]}": _listed(claims[claim])[0] for claim in named}
    keys: dict[str, str | list[str]] = {
        f"{host}:sub": str(claims["sub"]),
        f"{host}:aud": str(claims["azp"]) if "azp" in claims else _listed(claims["aud"])[0],
        f"{host}:oaud": _listed(claims["aud"])[0],
    }
    if "email" in claims:
        keys[f"{host}:email"] = str(claims["email"])
    if "amr" in claims:
        keys[f"{host}:amr"] = [str(one) for one in claims["amr"]]
    return keys


def _listed(claim: Any) -> list[str]:
    """A claim that is one text or several (RFC 7519, "aud")."""
    return [str(one) for one in claim] if isinstance(claim, list) else [str(claim)]


def _principal(account: Account, host: str, audiences: list[str]) -> str:
    """How the provider is named in a trust policy; it must be one that AWS knows, or one of the account's."""
    if host in BUILT_IN_PROVIDERS:
        return host
    found = next((one for one in account.oidc_providers.values() if one.url.rstrip("/") == host), None)
    if found is None:
        raise _invalid(f"No OpenIDConnect provider found in your account for https://{host}")
    if not set(audiences) & set(found.clients):
        raise _invalid("Incorrect token audience")
    return found.arn


def _claims(company: Company, token: str) -> dict[str, Any]:
    signed, _, mark = token.rpartition(".")
    if signed.count(".") != 1:
        raise _invalid("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)")
    if not sealing.is_mark(_bytes_of(mark), company.seed, _PURPOSE, signed):
        raise _invalid(
            "Couldn't retrieve verification key from your identity provider,  please reference"
            " AssumeRoleWithWebIdentity documentation for requirements"
        )
    claims: dict[str, Any] = json.loads(_bytes_of(signed.partition(".")[2]))  # written by `issue`
    return claims


def _invalid(message: str) -> ServiceError:
    return ServiceError("InvalidIdentityToken", message)


def _encoded(value: Mapping[str, Any]) -> str:
    return _text_of(json.dumps(value, separators=(",", ":")).encode())


def _text_of(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes_of(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
