"""Answers as JSON and as CBOR. Smithy pages: "JSON shape serialization", "Smithy RPC v2 CBOR protocol"."""

import json
from collections.abc import Mapping
from typing import Any

from botocore.model import Shape

from iamlab.cloud.blobs import encoded
from iamlab.cloud.text import cleaned
from iamlab.cloud.wire import cbor
from iamlab.cloud.wire.input.scalars import FLOATS, INTEGERS
from iamlab.cloud.wire.output import scalars


def as_json(shape: Shape | None, value: Mapping[str, Any]) -> bytes:
    """Return a structure as a JSON document."""
    return json.dumps(_value(shape, value, binary=False) if shape else {}, separators=(",", ":")).encode()


def as_cbor(shape: Shape | None, value: Mapping[str, Any]) -> bytes:
    """Return a structure as a CBOR map."""
    return cbor.written(_value(shape, value, binary=True) if shape else {})


def _structure(shape: Shape, value: Mapping[str, Any], binary: bool) -> dict[str, Any]:
    return {
        # The name of a member is what the model calls its location, in CBOR always the member's own.
        (name if binary else member.serialization.get("name", name)): _value(member, value[name], binary)
        for name, member in shape.members.items()
        if value.get(name) is not None and "location" not in member.serialization
    }


def _value(shape: Shape, value: Any, binary: bool) -> Any:
    kind = shape.type_name
    if kind == "structure":
        return value if shape.is_document_type else _structure(shape, value, binary)
    if kind == "list":
        return [_value(shape.member, item, binary) for item in value if item is not None]
    if kind == "map":
        return {key: _value(shape.value, item, binary) for key, item in value.items() if item is not None}
    if kind == "timestamp":
        moment = scalars.moment(value)
        return moment if binary else scalars.time_as(_form(shape), moment)
    if kind == "blob":
        return value if binary else encoded(value)
    if kind in INTEGERS:
        return int(value)
    if kind in FLOATS:
        return float(value)
    return bool(value) if kind == "boolean" else cleaned(scalars.string(value))


def _form(shape: Shape) -> str:
    return str(shape.serialization.get("timestampFormat", "unixTimestamp"))
