"""`lab token`: what an identity provider would give to somebody who has signed in there."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from iamlab.cloud.cli.session import TerminalSession
from iamlab.cloud.cli.spans import seconds
from iamlab.cloud.cli.usage import UsageError
from iamlab.cloud.federation import saml, web_identity
from iamlab.cloud.state.iam import SamlProvider

_LONGEST = 1_000
_MOST = 50
_COMMON = ("--provider", "--subject", "--tag", "--transitive", "--source-identity")
_WEB = (*_COMMON, "--audience", "--expires", "--amr", "--email", "--azp")
_SAML = (*_COMMON, "--role", "--session-name", "--duration")
_HOUR = 3_600

Options = Mapping[str, list[str]]


def web_identity_token(session: TerminalSession, words: list[str]) -> str:
    """Return a JSON Web Token of a provider, told by its URL, its host or its ARN."""
    given = _options(words, _WEB, ("--provider", "--subject", "--audience"))
    host = given["--provider"][0].removeprefix("https://").rpartition(":oidc-provider/")[2].rstrip("/")
    begins = int(session.now.timestamp())
    claims: dict[str, Any] = {
        "iss": f"https://{host}",
        "sub": given["--subject"][0],
        "aud": given["--audience"][0],
        "iat": begins,
        "exp": begins + (seconds(given["--expires"][0]) if "--expires" in given else _HOUR),
    }
    claims |= {name: given[f"--{name}"][0] for name in ("azp", "email") if f"--{name}" in given}
    if "--amr" in given:
        claims["amr"] = given["--amr"]
    if "--tag" in given:
        claims[web_identity.TAGS] = {
            "principal_tags": {key: [value] for key, value in _tags(given).items()},
            "transitive_tag_keys": given.get("--transitive", []),
        }
    if "--source-identity" in given:
        claims[web_identity.SOURCE_IDENTITY] = given["--source-identity"][0]
    return web_identity.issue(session.company, claims)


def saml_assertion(session: TerminalSession, words: list[str]) -> str:
    """Return an assertion of one of the account's SAML providers."""
    given = _options(words, _SAML, ("--provider", "--role", "--subject", "--session-name"))
    duration = given.get("--duration", [""])[0]
    if duration and not (duration.isascii() and duration.isdigit() and len(duration) < 10):
        raise UsageError(f"lab token: {duration[:40]} is no number of seconds.", 1)
    said = saml.Statement(
        provider=_saml_provider(session, given["--provider"][0]),
        subject=given["--subject"][0],
        roles=tuple(given["--role"]),
        session_name=given["--session-name"][0],
        seconds=int(duration) if duration else None,
        source_identity=given.get("--source-identity", [""])[0],
        tags=_tags(given),
        transitive=tuple(given.get("--transitive", ())),
    )
    return saml.issue(session.company, said, session.now)


KINDS: dict[str, Callable[[TerminalSession, list[str]], str]] = {
    "web-identity": web_identity_token,
    "saml": saml_assertion,
}
OPTIONS = {"web-identity": _WEB, "saml": _SAML}  # those of each kind


def _saml_provider(session: TerminalSession, name: str) -> SamlProvider:
    known = [one for account in session.company.accounts.values() for one in account.saml_providers.values()]
    found = next((one for one in known if one.arn == name), None) or next(
        (one for one in session.account.saml_providers.values() if one.arn.rpartition("/")[2] == name), None
    )
    if found is None:
        listed = ", ".join(one.arn for one in known[:10]) or "none; `aws iam create-saml-provider` makes one"
        raise UsageError(f"lab token: there is no SAML provider {name[:100]}. There are: {listed}.", 1)
    return found


def _options(words: list[str], known: tuple[str, ...], needed: tuple[str, ...]) -> Options:
    """Return the values of each option; all of them can be given more than once."""
    found: dict[str, list[str]] = defaultdict(list)
    left = list(reversed(words))
    while left:
        name, joined, value = left.pop().partition("=")
        if name not in known:
            raise UsageError(f"lab token: {name[:40]} is not known here. `lab help` lists the options.", 1)
        if not joined and not left:
            raise UsageError(f"lab token: {name} needs a value.", 1)
        value = value if joined else left.pop()
        if not value or len(value) > _LONGEST or len(found[name]) >= _MOST:
            raise UsageError(f"lab token: {name} takes 1 to {_LONGEST:,} characters, {_MOST} times at most.", 1)
        found[name].append(value)
    missing = [name for name in needed if name not in found]
    if missing:
        raise UsageError(f"lab token: {', '.join(missing)} must be given. `lab help` shows an example.", 1)
    return dict(found)


def _tags(given: Options) -> dict[str, str]:
    pairs = [word.partition("=") for word in given.get("--tag", ())]
    wrong = [key for key, equals, _ in pairs if not (key and equals)]
    if wrong:
        raise UsageError("lab token: --tag takes KEY=VALUE.", 1)
    return {key: value for key, _, value in pairs}
