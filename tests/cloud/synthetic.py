"""Parameters made from an operation's model: enough of everything that the operation takes."""

from typing import Any

from botocore.model import OperationModel, Shape

from iamlab.catalog import actions
from iamlab.catalog.resource_types import formats_of
from iamlab.cloud.operations import prefixes
from iamlab.cloud.operations.templates import Place, fill
from iamlab.cloud.operations.variables import plain, stem

ACCOUNT = "123456789012"
PLACE = Place(ACCOUNT, "us-east-1")
_DEEPEST = 3


def parameters(service: str, model: OperationModel) -> dict[str, Any]:
    """A value for every parameter of an operation, the optional ones too."""
    shape = model.input_shape
    return {name: _value(service, name, member, 0) for name, member in shape.members.items()} if shape else {}


def _value(service: str, name: str, shape: Shape, depth: int) -> Any:
    kind = shape.type_name
    if kind == "structure":
        if depth >= _DEEPEST or shape.is_document_type:
            return {}
        return {inner: _value(service, inner, member, depth + 1) for inner, member in shape.members.items()}
    if kind == "list":
        return [_value(service, name, shape.member, depth + 1)]
    if kind == "map":
        return {"key": _value(service, name, shape.value, depth + 1)}
    if kind == "string":
        return _text(service, name, shape)
    return {"boolean": True, "blob": b"text", "timestamp": "2026-01-01T00:00:00Z"}.get(kind, 1)


def _text(service: str, name: str, shape: Shape) -> str:
    if shape.enum:
        return str(shape.enum[0])
    word = plain(name)
    if word.endswith(("arn", "arns")) or "resourcearn" in word:
        return _arn(service, name)
    if word.endswith("url"):
        return f"https://{service}.us-east-1.amazonaws.com/{ACCOUNT}/example"
    return "example"


def _arn(service: str, name: str) -> str:
    """An ARN such as the parameter's name speaks of, from the service's own resource types."""
    if "role" in plain(name):
        return f"arn:aws:iam::{ACCOUNT}:role/example"
    data = actions.packaged().resources
    for prefix in prefixes.of(service):
        known = list(data.get_resource_types_for_service(prefix))
        best = [one for one in known if stem(one) == stem(name)] or known
        if best:
            template = formats_of(prefix, best[0])[0].replace(":${AccountId}:", ":${Account}:")
            return fill(template, {}, PLACE)[0].replace("*", "example")
    return f"arn:aws:{service}:us-east-1:{ACCOUNT}:example"
