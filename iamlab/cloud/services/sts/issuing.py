"""Handing out temporary credentials. AWS page: "Temporary security credentials in IAM"."""

import base64
import hashlib
from collections.abc import Callable
from datetime import timedelta

from iamlab.cloud import sealing
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.company import Company
from iamlab.cloud.state.sessions import Session

MOST_KEPT = 300

_KEPT_EXPIRED = timedelta(days=2)  # for so long AWS's ExpiredToken can be told from a key that never was
_TOKEN_START = "IQoJb3JpZ2luX2Vj"  # noqa: S105  -- as AWS's own tokens begin
_TOKEN_BYTES = 180


def issue(call: Invocation, seconds: int, make: Callable[..., Session]) -> Session:
    """Make new credentials that are good for a time, and keep them. `make` builds the session around them."""
    company = call.company
    key, secret = company.new_key("ASIA")
    session = make(
        access_key_id=key,
        secret=secret,
        token=_token(company, key),
        issued=call.now,
        expires=call.now + timedelta(seconds=seconds),
    )
    _make_room(call)
    company.sessions[key] = session
    return session


def credentials(session: Session) -> Output:
    """Return the part of the answer that holds the credentials."""
    return {
        "AccessKeyId": session.access_key_id,
        "SecretAccessKey": session.secret,
        "SessionToken": session.token,
        "Expiration": session.expires,
    }


def _token(company: Company, key: str) -> str:
    """An opaque text that only this sandbox can make."""
    mark = sealing.mark(company.seed, "session token", key)
    return _TOKEN_START + base64.b64encode(hashlib.shake_256(mark).digest(_TOKEN_BYTES)).decode()


def _make_room(call: Invocation) -> None:
    """Forget the sessions that expired long ago and, beyond the most that are kept, those that expire first."""
    kept = [one for one in call.company.sessions.values() if one.expires + _KEPT_EXPIRED > call.now]
    surplus = len(kept) + 1 - MOST_KEPT
    first = {one.access_key_id for one in sorted(kept, key=lambda one: one.expires)[: max(0, surplus)]}
    call.company.sessions = {one.access_key_id: one for one in kept if one.access_key_id not in first}
