"""The tokens that lead to the next page of a listing. AWS page: "Using pagination" of each API: they are opaque.

Each remembers the last thing shown rather than how many were, so that a list that changes between two pages repeats
nothing and skips nothing; and it is good only for the listing, the filters and the sandbox that it came from (`key`).
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any

from iamlab.cloud import models
from iamlab.cloud.errors import ServiceError

Item = tuple[str, Any]  # the name of the list that it is in, and itself

_IDENTIFYING = ("Arn", "Id", "Name", "Key", "ARN")
_MAC_LENGTH = 12
_LONGEST = 1_000
_SENTENCE = "The pagination token is not valid. Use the one of the page before, with the same filters, as it is."
_GENERAL_CODES = (
    "InvalidParameterException",
    "InvalidParameterValueException",
    "InvalidInputException",
    "InvalidArgumentException",
    "InvalidRequestException",
    "ValidationException",
)


def token(key: bytes, end: int, last: Item) -> str:
    """Return the token of the page that begins after `last`, which is the item before place `end`."""
    content = json.dumps([end, _identity(last)]).encode()
    return base64.urlsafe_b64encode(_mac(key, content) + content).decode()


def begin(key: bytes, given: str, items: Sequence[Item]) -> int | None:
    """Where the page after a token begins: behind the item that was the last one, wherever that is now.

    None for a token that was not made with this key.
    """
    try:
        decoded = base64.b64decode(given[:_LONGEST].encode(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    mac, content = decoded[:_MAC_LENGTH], decoded[_MAC_LENGTH:]
    if not hmac.compare_digest(mac, _mac(key, content)):
        return None
    end, identity = json.loads(content)
    if end <= len(items) and _identity(items[end - 1]) == identity:
        return int(end)
    for place, item in enumerate(items, start=1):
        if _identity(item) == identity:
            return place
    return max(0, min(int(end) - 1, len(items)))  # it is gone: what followed has moved up by one


def invalid(service: str, operation: str, given: str) -> ServiceError:
    """Return the refusal of a token: the operation's own error about tokens, where its model has one."""
    if service == "iam":
        shown = "".join(letter for letter in given[:100] if letter.isprintable())
        return ServiceError("ValidationError", f"Invalid Marker: {shown}")
    model = models.operation(service, operation)
    for error in model.error_shapes:
        if "Token" in error.name or "Marker" in error.name:
            return ServiceError(str(error.metadata.get("error", {}).get("code") or error.name), _SENTENCE)
    codes = [error.name for error in model.error_shapes if error.name in _GENERAL_CODES]
    return ServiceError(codes[0] if codes else "ValidationError", _SENTENCE)


def _identity(item: Item) -> str:
    """A digest of what tells an item from the others of its list, whatever else of it changes."""
    name, value = item
    if isinstance(value, Mapping):
        names = [text for member, text in value.items() if member.endswith(_IDENTIFYING) and isinstance(text, str)]
        value = names or dict(value)
    return hashlib.sha256(json.dumps([name, value], default=str).encode()).hexdigest()[:_MAC_LENGTH]


def _mac(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, content, "sha256")[:_MAC_LENGTH]
