"""The HTTP response to a call that failed, in each protocol.

Smithy pages: "AWS query protocol" (operation error serialization) and its siblings; "Error responses" of the Amazon S3
API reference; "Query compatible" of the AWS JSON protocols.
"""

import json

from botocore.model import Shape

from iamlab.cloud import models
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.text import cleaned
from iamlab.cloud.wire import cbor
from iamlab.cloud.wire.addressing.address import CBOR, Address
from iamlab.cloud.wire.messages import Response
from iamlab.cloud.wire.output import answers
from iamlab.cloud.wire.output.xml import element, namespace, text
from iamlab.cloud.wire.refusals import Family

# The errors of Amazon SQS, in the words that it had before it spoke JSON and still sends along. The rest has the same
# word behind the prefix.
_BEFORE_JSON = {"AWS.SimpleQueueService.NonExistentQueue": "QueueDoesNotExist", "QueueAlreadyExists": "QueueNameExists"}
_SQS = "AWS.SimpleQueueService."
_DEFAULT_STATUS = 400
_FAULT = 500


def response(error: ServiceError, address: Address, request_id: str, resource: str) -> Response:
    """Return the response to a failure; `resource` is the path that was asked for, which Amazon S3 repeats."""
    shape = _modelled(error, address)
    status = _status(error, shape, address.protocol)
    if address.family is Family.S3:
        body = _s3(error, request_id, resource)
        return Response(status, body, {"Content-Type": "application/xml"})
    if address.protocol == "ec2":
        inner = element("Errors", element("Error", _words(error)))
        body = element("Response", inner + element("RequestID", request_id)).encode()
        return Response(status, body, {"Content-Type": "text/xml"})
    if address.family is Family.JSON:
        return _tree(error, shape, status, address)
    fault = element("Type", "Sender" if status < _FAULT else "Receiver")
    inner = element("Error", fault + _words(error)) + element("RequestId", request_id)
    body = element("ErrorResponse", inner, namespace(_uri(address))).encode()
    return Response(status, body, {"Content-Type": "text/xml"})


def _tree(error: ServiceError, shape: Shape | None, status: int, address: Address) -> Response:
    code = shape.name if shape else _BEFORE_JSON.get(error.code, error.code.removeprefix(_SQS))
    said = {"__type": code, "message": cleaned(error.message)} | ({"Reason": error.reason} if error.reason else {})
    if address.protocol == CBOR:
        headers = {"Content-Type": "application/cbor", "smithy-protocol": "rpc-v2-cbor"}
        return Response(status, cbor.written(said), headers)
    headers = {"x-amzn-ErrorType": _token(code)}
    if address.protocol == "rest-json":
        headers["Content-Type"] = "application/json"
        return Response(status, json.dumps({"message": said["message"]}).encode(), headers)
    headers["Content-Type"] = "application/x-amz-json-1.0"
    if address.service:
        metadata = models.service(address.service).metadata
        headers["Content-Type"] = f"application/x-amz-json-{metadata.get('jsonVersion', '1.0')}"
        if "awsQueryCompatible" in metadata:  # the code that the service had before it spoke JSON
            headers["x-amzn-query-error"] = f"{_token(error.code)};Sender"
    return Response(status, json.dumps(said).encode(), headers)


def _s3(error: ServiceError, request_id: str, resource: str) -> bytes:
    content = _words(error) + element("Resource", text(resource))
    content += element("RequestId", request_id) + element("HostId", request_id)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{element("Error", content)}'.encode()


def _words(error: ServiceError) -> str:
    return element("Code", text(error.code)) + element("Message", text(error.message))


def _modelled(error: ServiceError, address: Address) -> Shape | None:
    """The model's shape of an error, by its name or by its code on the wire; None for one that is common to all."""
    if not (address.service and address.operation):
        return None
    shapes = models.operation(address.service, address.operation).error_shapes
    return next((shape for shape in shapes if error.code in (shape.name, _code_of(shape))), None)


def _code_of(shape: Shape) -> str:
    return str(shape.metadata.get("error", {}).get("code", shape.name))


def _status(error: ServiceError, shape: Shape | None, protocol: str) -> int:
    if protocol in ("json", CBOR):  # these answer 400 for all that is the sender's fault
        return error.status if error.status in (413, _FAULT, 501, 503) else _DEFAULT_STATUS
    modelled = shape.metadata.get("error", {}).get("httpStatusCode", error.status) if shape else error.status
    return int(modelled) if error.status == _DEFAULT_STATUS else error.status


def _uri(address: Address) -> str:
    if not (address.service and address.operation):
        return ""
    return answers.uri_of(models.operation(address.service, address.operation))


def _token(code: str) -> str:
    """A code as a header may carry it."""
    return "".join(one for one in code if one.isascii() and (one.isalnum() or one in "._-"))[:128]
