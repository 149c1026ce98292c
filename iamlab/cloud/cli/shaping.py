"""An answer as the AWS CLI's parser would hand it on: members in the model's order, dates as ISO 8601 text,
blobs as Base64."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from botocore.model import Shape

from iamlab.cloud.blobs import encoded


def shaped(output: Mapping[str, Any], shape: Shape | None) -> dict[str, Any]:
    """Return a service's output in the order of its shape; members that the shape does not know are left out."""
    if shape is None:
        return {}
    return {name: _value(output[name], member) for name, member in shape.members.items() if name in output}


def _value(value: Any, shape: Shape) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if shape.type_name == "structure":
        return shaped(value, shape)
    if shape.type_name == "list":
        return [_value(item, shape.member) for item in value]
    if shape.type_name == "map":
        return {name: _value(item, shape.value) for name, item in value.items()}
    return encoded(value) if shape.type_name == "blob" else value
