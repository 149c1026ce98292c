"""Single values of an answer, from the types that the services give to how a protocol writes them."""

import json
import math
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import quote

from botocore.model import Shape

from iamlab.cloud.blobs import encoded
from iamlab.cloud.text import time_text
from iamlab.cloud.wire.input.scalars import FLOATS, INTEGERS

_POLICY = "policyDocumentType"  # IAM's name for it in the model, by which clients know it, too


def moment(value: Any) -> datetime:
    """Return a timestamp of an answer; some services keep theirs as ISO 8601 text, or as seconds."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, int | float):
        return datetime.fromtimestamp(value, UTC)
    found = datetime.fromisoformat(str(value))
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def time_as(form: str, value: Any) -> str | int:
    """Return a timestamp in one of the model's formats: iso8601, rfc822 or unixTimestamp."""
    if form == "rfc822":
        return format_datetime(moment(value), usegmt=True)
    return int(moment(value).timestamp()) if form == "unixTimestamp" else time_text(moment(value))


def text(shape: Shape, value: Any, time_format: str = "iso8601") -> str:
    """Return a value as text, as XML and headers have it."""
    kind = shape.type_name
    if kind == "boolean":
        return "true" if value else "false"
    if kind in INTEGERS:
        return str(int(value))
    if kind in FLOATS:
        return _float_text(float(value))
    if kind == "timestamp":
        return str(time_as(shape.serialization.get("timestampFormat", time_format), value))
    if kind == "blob":
        return encoded(value)
    return _document(value) if shape.name == _POLICY else string(value)


def string(value: Any) -> str:
    """Return what stands where the model has text; a document that a service keeps parsed is written out."""
    return json.dumps(value) if isinstance(value, dict | list) else str(value)


def _document(value: Any) -> str:
    """A policy document, percent-encoded as RFC 3986 has it. AWS page: "GetPolicyVersion" of the IAM API reference."""
    return quote(value if isinstance(value, str) else json.dumps(value, indent=4), safe="")


def _float_text(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(value)
