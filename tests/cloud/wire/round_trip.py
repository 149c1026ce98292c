"""botocore as the counterpart of the wire: it writes requests as clients do, and reads answers as they do."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest, HeadersDict, prepare_request_dict
from botocore.credentials import Credentials
from botocore.model import OperationModel, Shape
from botocore.parsers import create_parser
from botocore.serialize import create_serializer
from botocore.utils import is_json_value_header

from iamlab.cloud import models
from iamlab.cloud.wire.messages import Request, Response

ENDPOINT = "http://127.0.0.1:8000/aws"
ACCESS_KEY, SECRET = "AKIALFW5N7XTZQJO3REX", "c/pilOrqAkd5PakVEcxNIipSMjOh+FDgzELR4sT6"
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def protocol_of(model: OperationModel) -> str:
    return str(model.service_model.resolved_protocol)


def written(model: OperationModel, parameters: dict[str, Any], token: str | None = None) -> Request:
    """The signed request that botocore sends for a call."""
    protocol = protocol_of(model)
    sent = create_serializer(protocol, include_validation=False).serialize_to_request(parameters, model)
    sent["host_prefix"] = None  # clients that talk to an address have it switched off
    prepare_request_dict(sent, ENDPOINT, context={}, user_agent="Boto3/1.35")
    request = AWSRequest(method=sent["method"], url=sent["url"], data=sent["body"], headers=sent["headers"])
    signing_name = model.service_model.signing_name
    signer = S3SigV4Auth if str(model.service_model.signature_version).startswith("s3") else SigV4Auth
    signer(Credentials(ACCESS_KEY, SECRET, token), signing_name, "eu-west-1").add_auth(request)
    return as_received(request)


def as_received(request: AWSRequest) -> Request:
    """What arrives at the lab."""
    prepared = request.prepare()
    split = urlsplit(prepared.url)
    body = prepared.body or b""
    headers = {name.lower(): _text(value) for name, value in prepared.headers.items()}
    headers.setdefault("host", split.netloc)
    if hasattr(body, "read"):
        body = body.read()
    content = body.encode() if isinstance(body, str) else bytes(body)
    return Request(prepared.method, split.path, split.query, headers, content, "/aws")


def read(model: OperationModel, response: Response) -> dict[str, Any]:
    """What botocore makes of a response."""
    parser = create_parser(protocol_of(model))
    given = {
        "headers": HeadersDict(response.headers),
        "status_code": response.status,
        "body": response.body,
        "context": {"operation_name": model.name},
    }
    found: dict[str, Any] = parser.parse(given, model.output_shape)
    found.pop("ResponseMetadata", None)
    payload = model.output_shape.serialization.get("payload") if model.output_shape else None
    if payload and model.output_shape.members[payload].type_name == "blob":
        found[payload] = response.body  # the parser makes text of bytes that are no stream
    return found


def operation(service: str, name: str) -> OperationModel:
    return models.operation(service, name)


def example(shape: Shape, name: str = "example", depth: int = 0) -> Any:
    """A value with all members of a shape, down to a few levels, of text that needs escaping.

    Nothing in it is empty: not every protocol can say so of a list or a structure.
    """
    kind = shape.type_name
    if kind == "structure":
        if shape.is_document_type:
            return {"any": ["json", 1]}
        members = {key: member for key, member in shape.members.items() if _is_shown(member, depth)}
        if shape.is_tagged_union:  # one of them only
            members = dict(list(members.items())[:1])
        made = {key: example(member, key, depth + 1) for key, member in members.items()}
        return {key: value for key, value in made.items() if value not in ({}, [])}
    if kind == "list":
        items = [example(shape.member, name, depth + 1)] * 2
        return [] if items[0] in ({}, []) else items
    if kind == "map":
        value = example(shape.value, name, depth + 1)
        return {} if value in ({}, []) else {"key": value}
    if kind == "string":
        # Clients decode IAM's documents in a way of their own: see the tests with real clients.
        plain = "document" if shape.name == "policyDocumentType" else "text & <mark> 'one'"
        return shape.enum[0] if shape.enum else plain
    others = {"boolean": True, "blob": b"\x00 is no t\xc3\xa4xt", "timestamp": MOMENT, "float": 1.5, "double": 2.5}
    return others.get(kind, 7)


def _is_shown(shape: Shape, depth: int) -> bool:
    if is_json_value_header(shape):  # the lab keeps these as text
        return False
    return depth < 4 or shape.type_name not in ("structure", "list", "map")


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
