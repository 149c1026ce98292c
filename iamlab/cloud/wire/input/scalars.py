"""Single values of a request, from how a protocol writes them to the types that a call's parameters have.

Smithy pages: "Simple shape serialization" of the query protocol, "Timestamp serialization and deserialization".
"""

import base64
import binascii
import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from botocore.model import Shape

from iamlab.cloud.text import time_text
from iamlab.cloud.wire.refusals import Reason, RefusedError

INTEGERS = frozenset({"integer", "long", "short", "byte"})
FLOATS = frozenset({"float", "double"})

_LONGEST_NUMBER = 20
_LONGEST_TIME = 64
_LATEST = 253_402_300_799  # the last second of the year 9999
_SPECIAL = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def malformed(name: str, what: str) -> RefusedError:
    """The refusal of a value that is not of the type it should be."""
    return RefusedError(Reason.MALFORMED, f"The value at {name!r} {what}.")


def from_text(name: str, shape: Shape, text: str) -> Any:
    """Return a value that a form, a path, a header or XML carries as text. Raises RefusedError."""
    kind = shape.type_name
    if kind == "boolean":
        if text.lower() not in ("true", "false"):
            raise malformed(name, "is neither true nor false")
        return text.lower() == "true"
    if kind in INTEGERS:
        digits = text.strip().removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) < _LONGEST_NUMBER):
            raise malformed(name, "is not an integer")
        return int(text.strip())  # which strips more than `int` itself does
    if kind in FLOATS:
        return _float(name, text)
    if kind == "timestamp":
        return time_of(name, text)
    return decoded(name, text) if kind == "blob" else text


def time_of(name: str, value: Any) -> str:
    """Return a moment as ISO 8601 text: of ISO 8601 or RFC 822 text, or of seconds since 1970."""
    try:
        if isinstance(value, str) and not _is_number(value):
            moment = _moment(value[:_LONGEST_TIME])
        elif isinstance(value, datetime):
            moment = value
        else:
            seconds = float(value)
            if not 0 <= seconds <= _LATEST:
                raise ValueError
            moment = datetime.fromtimestamp(seconds, UTC)
        return time_text(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, TypeError, OverflowError, IndexError):
        raise malformed(name, "is not a timestamp") from None


def decoded(name: str, text: str) -> bytes:
    """Return what Base64 text stands for."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise malformed(name, "is not Base64 text") from None


def _is_number(text: str) -> bool:
    whole, _, fraction = text.removeprefix("-").partition(".")
    return (whole + fraction).isascii() and (whole + fraction).isdigit() and len(text) < _LONGEST_NUMBER


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return parsedate_to_datetime(text)


def _float(name: str, text: str) -> float:
    if text in _SPECIAL:
        return _SPECIAL[text]
    try:
        return float(text[:_LONGEST_TIME])
    except ValueError:
        raise malformed(name, "is not a number") from None
