"""The HTTP response to a call that succeeded, in each protocol.

Smithy pages: "AWS query protocol", "AWS EC2 query protocol", "AWS JSON protocols", "HTTP binding traits". Amazon S3
names the roots of its XML as its API reference says, which the model does not tell.
"""

import base64
import json
from collections.abc import Mapping
from typing import Any

from botocore.model import OperationModel, Shape
from botocore.utils import is_json_value_header

from iamlab.cloud.text import cleaned
from iamlab.cloud.wire.addressing.address import CBOR
from iamlab.cloud.wire.messages import Response
from iamlab.cloud.wire.output import scalars, tree, xml

S3_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"

_XML = {"Content-Type": "text/xml"}
_SIGNS = "!#$%&'*+-.^_`|~"  # that a header's name can have
_S3_ROOTS = {
    "CompleteMultipartUpload": "CompleteMultipartUploadResult",
    "CreateMultipartUpload": "InitiateMultipartUploadResult",
    "DeleteObjects": "DeleteResult",
    "GetBucketAcl": "AccessControlPolicy",
    "GetBucketCors": "CORSConfiguration",
    "GetBucketEncryption": "ServerSideEncryptionConfiguration",
    "GetBucketLifecycleConfiguration": "LifecycleConfiguration",
    "GetBucketLogging": "BucketLoggingStatus",
    "GetBucketNotificationConfiguration": "NotificationConfiguration",
    "GetBucketTagging": "Tagging",
    "GetBucketVersioning": "VersioningConfiguration",
    "GetBucketWebsite": "WebsiteConfiguration",
    "GetObjectAcl": "AccessControlPolicy",
    "GetObjectTagging": "Tagging",
    "ListBuckets": "ListAllMyBucketsResult",
    "ListMultipartUploads": "ListMultipartUploadsResult",
    "ListObjectVersions": "ListVersionsResult",
    "ListObjects": "ListBucketResult",
    "ListObjectsV2": "ListBucketResult",
    "ListParts": "ListPartsResult",
}


def response(model: OperationModel, protocol: str, output: Mapping[str, Any], request_id: str) -> Response:
    """Return the response that a service of this protocol gives."""
    if protocol == "query":
        return Response(200, _query(model, output, request_id), _XML)
    if protocol == "ec2":
        return Response(200, _ec2(model, output, request_id), _XML)
    if protocol == "json":
        version = model.service_model.metadata.get("jsonVersion", "1.0")
        headers = {"Content-Type": f"application/x-amz-json-{version}"}
        return Response(200, tree.as_json(model.output_shape, output), headers)
    if protocol == CBOR:
        headers = {"Content-Type": "application/cbor", "smithy-protocol": "rpc-v2-cbor"}
        return Response(200, tree.as_cbor(model.output_shape, output), headers)
    return _rest(model, protocol, output)


def uri_of(model: OperationModel) -> str:
    """Return the namespace of a service's XML."""
    metadata = model.service_model.metadata
    if metadata["protocol"] == "ec2":
        return f"http://ec2.amazonaws.com/doc/{metadata['apiVersion']}/"
    uri = metadata.get("xmlNamespace", "")
    return S3_NAMESPACE if model.service_model.service_name == "s3" else str(uri)


def _query(model: OperationModel, output: Mapping[str, Any], request_id: str) -> bytes:
    shape = model.output_shape
    content = ""
    if shape:
        wrapper = shape.serialization.get("resultWrapper", f"{model.name}Result")
        content = xml.element(wrapper, xml.members(shape, output))
    content += f"<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata>"
    return xml.element(f"{model.name}Response", content, xml.namespace(uri_of(model))).encode()


def _ec2(model: OperationModel, output: Mapping[str, Any], request_id: str) -> bytes:
    content = f"<requestId>{request_id}</requestId>"
    if model.output_shape:
        content += xml.members(model.output_shape, output)
    return xml.element(f"{model.name}Response", content, xml.namespace(uri_of(model))).encode()


def _rest(model: OperationModel, protocol: str, output: Mapping[str, Any]) -> Response:
    status = int(model.http.get("responseCode", 200))
    shape = model.output_shape
    if shape is None:
        return Response(status)
    headers: dict[str, str] = {}
    for name, member in shape.members.items():
        value = output.get(name)
        if value is None:
            continue
        if member.serialization.get("location") == "statusCode":
            status = int(value)
        elif member.serialization.get("location") == "header":
            headers[member.serialization.get("name", name)] = _one_line(_header(member, value))
        elif member.serialization.get("location") == "headers":
            prefix = member.serialization.get("name", "")
            headers |= {_token(f"{prefix}{key}"): _one_line(str(one)) for key, one in value.items()}
    if "Content-Range" in headers:
        status = 206
    body, kind = _rest_body(model, protocol, shape, output)
    if body:
        headers.setdefault("Content-Type", kind)
    return Response(status, body, headers)


def _rest_body(model: OperationModel, protocol: str, shape: Shape, output: Mapping[str, Any]) -> tuple[bytes, str]:
    """The body and its content type; an empty body where the answer has no member for it."""
    payload = shape.serialization.get("payload")
    if payload:
        inner = shape.members[payload]
        value = output.get(payload)
        if inner.type_name == "blob":
            return value or b"", "binary/octet-stream"
        if inner.type_name == "string":
            return cleaned(value or "").encode(), "binary/octet-stream"
        if value is None:
            return b"", ""
        return _document(model, protocol, inner, value, str(inner.serialization.get("name", inner.name)))
    if all("location" in member.serialization for member in shape.members.values()):
        return (b"{}", "application/json") if protocol == "rest-json" and not shape.members else (b"", "")
    return _document(model, protocol, shape, output, _S3_ROOTS.get(model.name, shape.name))


def _document(
    model: OperationModel, protocol: str, shape: Shape, value: Mapping[str, Any], root: str
) -> tuple[bytes, str]:
    if protocol == "rest-json":
        return tree.as_json(shape, value), "application/json"
    attributes = xml.namespace(uri_of(model))
    content = xml.members(shape, value)
    if model.name == "GetBucketLocation":  # the one answer whose root holds the text itself
        region = str(value.get("LocationConstraint") or "")
        root, content = "LocationConstraint", xml.text("" if region == "us-east-1" else region)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{xml.element(root, content, attributes)}'.encode(), (
        "application/xml"
    )


def _header(shape: Shape, value: Any) -> str:
    if shape.type_name == "list":
        return ",".join(scalars.text(shape.member, item, "rfc822") for item in value)
    if is_json_value_header(shape):
        return base64.b64encode((value if isinstance(value, str) else json.dumps(value)).encode()).decode()
    return scalars.text(shape, value, "rfc822")


def _token(name: str) -> str:
    """The name of a header has few characters (RFC 9110, "Tokens"), whatever a learner calls an object's metadata."""
    return "".join(one if one.isascii() and (one.isalnum() or one in _SIGNS) else "_" for one in name)


def _one_line(value: str) -> str:
    """A header is one line of Latin-1, whatever a learner has put into a resource's name."""
    return "".join(one if one.isprintable() else " " for one in value).encode("latin-1", "replace").decode("latin-1")
