"""The answer of an operation that the lab keeps nothing for: valid by the model, and empty."""

from datetime import UTC, datetime
from typing import Any

from botocore.model import OperationModel, Shape

_DATE = datetime(2026, 1, 1, tzinfo=UTC)
_DEEPEST = 8
_NEUTRAL: dict[str, Any] = {
    "blob": b"",
    "boolean": False,
    "char": "",
    "character": "",
    "double": 0.0,
    "float": 0.0,
    "integer": 0,
    "list": [],
    "long": 0,
    "map": {},
    "string": "",
    "timestamp": _DATE,
}


def output(model: OperationModel) -> dict[str, Any]:
    """The lists of an operation's answer, empty, and what the model requires, with neutral values."""
    shape = model.output_shape
    if shape is None:
        return {}
    found = _structure(shape, 0)
    for name, member in shape.members.items():
        if name not in found and member.type_name == "list":
            found[name] = []
        elif name not in found and member.type_name == "blob" and name == shape.serialization.get("payload"):
            found[name] = b""
    return {name: found[name] for name in shape.members if name in found}


def _structure(shape: Shape, depth: int) -> dict[str, Any]:
    if depth > _DEEPEST:
        return {}
    return {name: _neutral(shape.members[name], depth + 1) for name in shape.required_members if name in shape.members}


def _neutral(shape: Shape, depth: int) -> Any:
    if shape.type_name == "structure":
        return _structure(shape, depth)
    if shape.type_name == "string" and shape.enum:
        return shape.enum[0]
    value = _NEUTRAL.get(shape.type_name, {})
    return value.copy() if isinstance(value, list | dict) else value
