"""The parameters of a request, read as its protocol writes them."""

from typing import Any

from botocore.model import OperationModel

from iamlab.cloud.wire import cbor
from iamlab.cloud.wire.addressing.address import CBOR, Address
from iamlab.cloud.wire.input import query, required, rest, tree
from iamlab.cloud.wire.messages import Request
from iamlab.cloud.wire.refusals import Family

# How an upload is checked on its way is the wire's affair, and done with before a service sees the object.
_TRANSFER = frozenset({"ContentMD5", "ContentLength", "ChecksumAlgorithm", "ChecksumMode", "ContentEncoding"})
_CHUNKED = "aws-chunked"


def read(model: OperationModel, address: Address, request: Request, body: bytes) -> dict[str, Any]:
    """Return the parameters, in the types of the model. Raises RefusedError or ServiceError."""
    found = decoded(model, address, request, body)
    if address.family is Family.S3:
        found = _without_transfer(found)
    required.check(model.input_shape, found, address.family)
    return found


def decoded(model: OperationModel, address: Address, request: Request, body: bytes) -> dict[str, Any]:
    """Return what is there, whether or not it is all that the operation needs. Raises RefusedError."""
    shape = model.input_shape
    if shape is None:
        return {}
    if address.protocol in ("query", "ec2"):
        return query.read(shape, address.fields, ec2=address.protocol == "ec2")
    if address.protocol in ("json", CBOR):
        given = cbor.parsed(body) if address.protocol == CBOR else tree.parsed(body)
        values: dict[str, Any] = tree.read("body", shape, given)
        return values
    return rest.read(model, request, address.labels, body)


def _without_transfer(found: dict[str, Any]) -> dict[str, Any]:
    kept = {
        name: value
        for name, value in found.items()
        if name not in _TRANSFER and not (name.startswith("Checksum") and name != "ChecksumType")
    }
    encodings = [part.strip() for part in str(found.get("ContentEncoding", "")).split(",")]
    rest = ",".join(part for part in encodings if part and part != _CHUNKED)
    return {**kept, "ContentEncoding": rest} if rest else kept
