"""Parameters of the REST protocols: from the path, the query string, the headers, and the body.

Smithy page: "HTTP binding traits".
"""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from botocore.model import OperationModel, Shape
from botocore.utils import is_json_value_header

from iamlab.cloud.wire.input import tree, xml
from iamlab.cloud.wire.input.scalars import from_text, malformed
from iamlab.cloud.wire.messages import Request


def read(model: OperationModel, request: Request, labels: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """Return the parameters; `body` is the content, without the marks of an upload in chunks."""
    shape = model.input_shape
    if shape is None:
        return {}
    found: dict[str, Any] = {}
    for name, member in shape.members.items():
        if member.serialization.get("location") == "querystring" and member.type_name == "map":
            value: Any = _query_map(name, member, request, _own_names(model))
        else:
            value = _bound(name, member, request, labels)
        if value is not None:
            found[name] = value
    payload = shape.serialization.get("payload")
    if payload:
        value = _payload(payload, shape.members[payload], model, body)
        return found if value is None else {**found, payload: value}
    if any("location" not in member.serialization for member in shape.members.values()):
        found = {**_body(model, shape, body), **found}
    return found


def _body(model: OperationModel, shape: Shape, body: bytes) -> dict[str, Any]:
    if model.service_model.metadata["protocol"] == "rest-xml":
        values: dict[str, Any] = xml.read("body", shape, xml.parsed(body))
    else:
        values = tree.read("body", shape, tree.parsed(body))
    inside = {name for name, member in shape.members.items() if "location" not in member.serialization}
    return {name: value for name, value in values.items() if name in inside}


def _payload(name: str, shape: Shape, model: OperationModel, body: bytes) -> Any:
    """The one member that is the whole body; None where there is no body."""
    if not body:
        return None
    if shape.type_name == "blob":
        return body
    if shape.type_name == "string":
        return body.decode("utf-8", "surrogateescape")  # of what is not UTF-8 the service says that it is no text
    if model.service_model.metadata["protocol"] == "rest-xml":
        return xml.read(name, shape, xml.parsed(body))
    return tree.read(name, shape, tree.parsed(body))


def _bound(name: str, shape: Shape, request: Request, labels: Mapping[str, str]) -> Any:
    """The value of a member that is bound to a place outside of the body; None for one that is not there."""
    location, key = shape.serialization.get("location"), shape.serialization.get("name", name)
    if location == "uri":
        return from_text(name, shape, labels[key]) if key in labels else None
    if location == "querystring":
        return _from_query(name, key, shape, request)
    if location == "headers":
        prefix = key.lower()
        given = {header[len(prefix) :]: value for header, value in request.headers.items() if header.startswith(prefix)}
        return given or None
    if location == "header" and key.lower() in request.headers:
        return _from_header(name, shape, request.headers[key.lower()])
    return None


def _from_query(name: str, key: str, shape: Shape, request: Request) -> Any:
    values = [value for given, value in request.fields if given == key]
    if not values:
        return None
    if shape.type_name == "list":
        return [from_text(name, shape.member, value) for value in values]
    return from_text(name, shape, values[0])


def _query_map(name: str, shape: Shape, request: Request, others: frozenset[str]) -> dict[str, Any] | None:
    """The parameters of the query string that are nobody else's; None where there are none."""
    found: dict[str, Any] = {}
    for key, value in request.fields:
        if key in others or key.startswith("X-Amz-"):  # the latter are a signature
            continue
        if shape.value.type_name == "list":
            found.setdefault(key, []).append(from_text(name, shape.value.member, value))
        else:
            found[key] = from_text(name, shape.value, value)
    return found or None


def _own_names(model: OperationModel) -> frozenset[str]:
    """The query parameters that an operation's path or one of its members has for itself."""
    literals = {pair.partition("=")[0] for pair in model.http["requestUri"].partition("?")[2].split("&")}
    members = model.input_shape.members.items() if model.input_shape else ()
    bound = {
        str(member.serialization.get("name", name))
        for name, member in members
        if member.serialization.get("location") == "querystring" and member.type_name != "map"
    }
    return frozenset(literals | bound)


def _from_header(name: str, shape: Shape, text: str) -> Any:
    if shape.type_name == "list":
        return [from_text(name, shape.member, part.strip()) for part in text.split(",")]
    if is_json_value_header(shape):
        try:
            return base64.b64decode(text, validate=True).decode()
        except (binascii.Error, ValueError):
            raise malformed(name, "is not JSON in Base64") from None
    return from_text(name, shape, text)
