"""Parameters from what JSON or CBOR say, by the shape that they should have.

Smithy pages: "JSON shape serialization", "Smithy RPC v2 CBOR protocol" (shape serialization).
"""

import json
from datetime import datetime
from typing import Any

from botocore.model import Shape

from iamlab.cloud.wire.input.scalars import FLOATS, INTEGERS, decoded, from_text, malformed, time_of
from iamlab.cloud.wire.refusals import Reason, RefusedError

DEEPEST = 60
_LARGEST = 2**63
_PYTHON = {"structure": dict, "map": dict, "list": list, "string": str, "boolean": bool}
_WHAT = {"structure": "an object", "map": "an object", "list": "a list", "string": "text", "boolean": "true or false"}


def parsed(body: bytes) -> Any:
    """Return what a body of JSON says; an empty one says an empty object. Raises RefusedError."""
    if not body.strip():
        return {}
    try:
        return json.loads(body, parse_constant=_no_constant)
    except RecursionError:
        raise RefusedError(Reason.MALFORMED, "The JSON is nested too deeply.") from None
    except ValueError as error:  # of JSON, of UTF-8, or of a number with thousands of digits
        raise RefusedError(Reason.MALFORMED, f"The body is not JSON: {str(error)[:200]}") from None


def read(name: str, shape: Shape, given: Any, depth: int = 0) -> Any:
    """Return a value in the types of a shape; what is null, or unknown to the shape, is left out."""
    if depth > DEEPEST:
        raise RefusedError(Reason.MALFORMED, f"The lab reads at most {DEEPEST} levels.")
    kind = shape.type_name
    if kind == "structure" and shape.is_document_type:
        return _document(given, depth)
    wanted = _PYTHON.get(kind)
    if wanted and not isinstance(given, wanted):
        raise malformed(name, f"is not {_WHAT[kind]}")
    if kind == "structure":
        return _structure(shape, given, depth)
    if kind == "map":
        return {key: read(name, shape.value, item, depth + 1) for key, item in given.items() if item is not None}
    if kind == "list":
        return [read(name, shape.member, item, depth + 1) for item in given if item is not None]
    return _scalar(name, shape, given)


def _structure(shape: Shape, given: dict[str, Any], depth: int) -> dict[str, Any]:
    found = {}
    for name, member in shape.members.items():
        item = given.get(member.serialization.get("name", name))
        if item is not None:
            found[name] = read(name, member, item, depth + 1)
    return found


def _scalar(name: str, shape: Shape, given: Any) -> Any:
    kind = shape.type_name
    if kind == "timestamp" and isinstance(given, str | int | float | datetime) and not isinstance(given, bool):
        return time_of(name, given)
    if kind == "blob" and isinstance(given, str | bytes):
        return decoded(name, given) if isinstance(given, str) else given
    if kind in INTEGERS | FLOATS and isinstance(given, int | float) and not isinstance(given, bool):
        if kind in FLOATS:
            return given
        if given == given // 1 and abs(given) < _LARGEST:
            return int(given)
    if kind in FLOATS and isinstance(given, str):
        return from_text(name, shape, given)
    if kind in _PYTHON or kind in ("char", "character"):
        return given
    raise malformed(name, f"is not a {kind}")


def _document(given: Any, depth: int) -> Any:
    """Any JSON at all, as far as its depth is bounded."""
    if depth > DEEPEST:
        raise RefusedError(Reason.MALFORMED, f"The lab reads at most {DEEPEST} levels.")
    if isinstance(given, dict):
        return {key: _document(item, depth + 1) for key, item in given.items()}
    return [_document(item, depth + 1) for item in given] if isinstance(given, list) else given


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a JSON value")
