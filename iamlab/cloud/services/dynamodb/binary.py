"""Binary attribute values: bytes in calls and answers, Base64 text in the items that tables keep.

AWS page: "AttributeValue" of the DynamoDB API reference (B, BS).
"""

import base64
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from botocore.model import Shape

from iamlab.cloud import blobs, models
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output


class _InText(Mapping[str, Any]):
    """The parameters of a call with Base64 text for bytes. Who looks at one has looked at the call's own."""

    def __init__(self, given: Mapping[str, Any], shape: Shape) -> None:
        self._given, self._members = given, shape.members

    def __getitem__(self, name: str) -> Any:
        value = self._given[name]
        return blobs.replaced(value, self._members[name], blobs.encoded) if name in self._members else value

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)


def with_bytes(name: str, operation: MappedOperation) -> MappedOperation:
    """Return an operation that takes and gives bytes, made of one that knows Base64 text only."""

    def carry_out(call: Invocation) -> Output:
        shape, output = models.operation("dynamodb", name).output_shape, operation.carry_out(_in_text(name, call))
        found: Output = blobs.replaced(output, shape, base64.b64decode) if shape else output
        return found

    known = operation.known
    return replace(operation, carry_out=carry_out, known=_known(name, known) if known else None)


def _known(name: str, known: Callable[[Invocation], Mapping[str, Any]]) -> Callable[[Invocation], Mapping[str, Any]]:
    return lambda call: known(_in_text(name, call))


def _in_text(name: str, call: Invocation) -> Invocation:
    shape = models.operation("dynamodb", name).input_shape
    return replace(call, parameters=_InText(call.parameters, shape)) if shape else call
