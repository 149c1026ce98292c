"""Signing in for a command, as the AWS CLI does before it calls: with keys, or by assuming a role first.

AWS page: "Using an IAM role in the AWS CLI". The secret is compared here; at the wire a signature proves it.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from iamlab.cloud.authentication_errors import refusal
from iamlab.cloud.cli import environment, workspace
from iamlab.cloud.cli.credentials import (
    CONFIG_FILE,
    ENVIRONMENT,
    SHARED_FILE,
    AssumedRole,
    Identity,
    Keys,
    Source,
    WebIdentity,
)
from iamlab.cloud.cli.profiles import Files
from iamlab.cloud.cli.session import TerminalSession
from iamlab.cloud.cli.usage import GENERAL_ERROR, UsageError
from iamlab.cloud.credentials import signing_secret
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.gateway import Answer, Call

CACHE = ".aws/cli/cache.json"
CODE_VARIABLE = "LAB_MFA_CODE"

# Where keys come from, and how they are taken away.
_ORIGINS = {
    ENVIRONMENT: ("the environment", "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN"),
    SHARED_FILE: ("~/.aws/credentials", "rm ~/.aws/credentials"),
    CONFIG_FILE: ("~/.aws/config", "rm ~/.aws/config"),
}
_MOST_CACHED = 20
_LEAST_LEFT = timedelta(minutes=15)  # the AWS CLI gets new credentials before the old ones expire


@dataclass(frozen=True, slots=True)
class Signed:
    """Who asks, in the words of a Call; the calls that it took to find out, and the files afterwards."""

    files: Files
    identity: str = ""
    access_key: str = ""
    answers: tuple[Answer, ...] = ()


@dataclass(eq=False)
class SignInError(Exception):
    """A service refused the credentials: `operation` is what was called, of AWS STS where `own` is false."""

    error: ServiceError
    operation: str = ""  # "" is the command's own
    answers: tuple[Answer, ...] = ()
    hint: str = ""


def anonymous(files: Files) -> Signed:
    """Nobody in particular: the call is not signed."""
    return Signed(files)


def signed(session: TerminalSession, source: Source, service: str, files: Files) -> Signed:
    """Sign in with what `source` says, for a call of `service`. Raises SignInError, and UsageError before any call."""
    if isinstance(source, Identity):
        return Signed(files, identity=source.name)
    if isinstance(source, Keys):
        return Signed(files, access_key=_checked(session, source, service))
    if isinstance(source, WebIdentity):
        return _with_token(session, source, files)
    cached = _cached(session, source, files)
    return Signed(files, access_key=cached) if cached else _assumed(session, source, files)


def _checked(session: TerminalSession, keys: Keys, service: str) -> str:
    """Return the access key id of keys that are good."""
    try:
        secret = signing_secret(session.company, keys.access_key, keys.token or None, session.now, service)
        if not hmac.compare_digest(secret.encode(), keys.secret.encode("utf-8", "replace")):
            raise refusal(service, "signature")
    except ServiceError as error:
        raise SignInError(error, hint=_hint(session, keys)) from None
    return keys.access_key


def _hint(session: TerminalSession, keys: Keys) -> str:
    """Where the keys that failed come from: AWS does not say it, and they hide whom the learner chose."""
    where, undo = _ORIGINS[keys.origin]
    return f"The keys are from {where}. Without them (`{undo}`) this terminal signs you in as {session.identity} again."


def _assumed(session: TerminalSession, source: AssumedRole, files: Files) -> Signed:
    parameters = _parameters(session, source, files)
    try:
        base = signed(session, source.source, "sts", files)
    except SignInError as refused:
        operation = refused.operation or "AssumeRole"
        raise SignInError(refused.error, operation, refused.answers, refused.hint) from None
    call = Call("sts", "AssumeRole", parameters, base.identity, access_key=base.access_key)
    answers, access_key = _asked(session, call, base.answers)
    return Signed(_with_cached(session, source, base.files, access_key), "", access_key, answers)


def _with_token(session: TerminalSession, source: WebIdentity, files: Files) -> Signed:
    name = source.settings["web_identity_token_file"]
    token = files.get(workspace.plain(name))
    if token is None:
        raise UsageError(f"\n[Errno 2] No such file or directory: '{name[:200]}'", GENERAL_ERROR)
    parameters = {
        "RoleArn": source.settings["role_arn"],
        "RoleSessionName": source.settings.get("role_session_name") or _session_name(session),
        "WebIdentityToken": token.strip(),
    }
    call = Call("sts", "AssumeRoleWithWebIdentity", parameters, identity="")
    answers, access_key = _asked(session, call, ())
    return Signed(files, "", access_key, answers)


def _asked(session: TerminalSession, call: Call, before: tuple[Answer, ...]) -> tuple[tuple[Answer, ...], str]:
    """Call AWS STS; return all answers so far and the access key id in the last one."""
    answer = session.handle(call)
    answers = (*before, answer)
    if answer.output is None:
        raise SignInError(answer.error or ServiceError("InternalFailure", ""), call.operation, answers)
    return answers, str(answer.output["Credentials"]["AccessKeyId"])


def _parameters(session: TerminalSession, source: AssumedRole, files: Files) -> dict[str, Any]:
    settings = source.settings
    found: dict[str, Any] = {
        "RoleArn": settings["role_arn"],
        "RoleSessionName": settings.get("role_session_name") or _session_name(session),
    }
    if settings.get("external_id"):
        found["ExternalId"] = settings["external_id"]
    seconds = settings.get("duration_seconds", "")
    if seconds.isdecimal() and len(seconds) < 10:  # the AWS CLI takes no notice of another value
        found["DurationSeconds"] = int(seconds)
    if settings.get("mfa_serial"):
        code = environment.exported(files).get(CODE_VARIABLE, "")
        if not code:
            raise UsageError(
                f"Enter MFA code for {settings['mfa_serial']}:\nThis terminal cannot ask for it. Put the code before"
                f" the command: `{CODE_VARIABLE}=123456 aws ...`",
                GENERAL_ERROR,
            )
        found |= {"SerialNumber": settings["mfa_serial"], "TokenCode": code}
    return found


def _session_name(session: TerminalSession) -> str:
    return f"botocore-session-{int(session.now.timestamp())}"


def _cached(session: TerminalSession, source: AssumedRole, files: Files) -> str | None:
    """Return the access key id of the session that the same profile has already, if it lasts long enough."""
    found = session.company.sessions.get(json.loads(files.get(CACHE, "{}")).get(_key(source), ""))
    return found.access_key_id if found and found.expires - session.now > _LEAST_LEFT else None


def _with_cached(session: TerminalSession, source: AssumedRole, files: Files, access_key: str) -> Files:
    known: dict[str, str] = json.loads(files.get(CACHE, "{}"))
    known = {key: held for key, held in known.items() if held in session.company.sessions}
    known[_key(source)] = access_key
    return {**files, CACHE: json.dumps(dict(list(known.items())[-_MOST_CACHED:]))}


def _key(source: AssumedRole) -> str:
    """What two assumptions of a role have in common that may share a session."""
    return hashlib.sha256(repr(source).encode()).hexdigest()
