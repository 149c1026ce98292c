"""The tokens of LookupEvents. Each names the last event of a page, and is good for the same question only."""

import base64
import binascii
import hmac
import json

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation

_MAC_LENGTH = 12
_PAGING = frozenset({"MaxResults", "NextToken"})


def token(call: Invocation, event_id: str) -> str:
    """The token for what comes after an event."""
    content = event_id.encode()
    return base64.urlsafe_b64encode(_mac(call, content) + content).decode()


def last_shown(call: Invocation) -> str:
    """The id of the event that a call goes on behind; "" for the first page.

    Raises ServiceError InvalidNextTokenException for a token that was not given out for this question.
    """
    given = call.text("NextToken")
    if not given:
        return ""
    try:
        decoded = base64.b64decode(given[:500].encode(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _invalid() from None
    mac, content = decoded[:_MAC_LENGTH], decoded[_MAC_LENGTH:]
    if not hmac.compare_digest(mac, _mac(call, content)):
        raise _invalid()
    return content.decode()


def _mac(call: Invocation, content: bytes) -> bytes:
    asked = {name: call.parameters[name] for name in call.parameters if name not in _PAGING}
    key = json.dumps([call.company.seed, call.account.id, call.region, asked], sort_keys=True, default=str)
    return hmac.digest(key.encode(), content, "sha256")[:_MAC_LENGTH]


def _invalid() -> ServiceError:
    return ServiceError("InvalidNextTokenException", "Invalid token was passed to the operation.")
