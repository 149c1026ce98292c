"""CloudTrail's record of a call. AWS page: "CloudTrail record contents"."""

import math
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from botocore.model import Shape

from iamlab.cloud import models
from iamlab.cloud.blobs import encoded
from iamlab.cloud.call import Call
from iamlab.cloud.callers import Caller
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.operations import prefixes, reads
from iamlab.cloud.services import SIMULATED
from iamlab.cloud.text import cleaned, time_text
from iamlab.cloud.user_identity import user_identity

_VERBS = ("Delete", "Get", "Put")
# Operations whose events have another name ("Amazon S3 CloudTrail events").
_NAMES = {
    ("s3", "ListObjectsV2"): "ListObjects",
    ("s3", "GetBucketLifecycleConfiguration"): "GetBucketLifecycle",
    ("s3", "PutBucketLifecycleConfiguration"): "PutBucketLifecycle",
    ("s3", "GetBucketNotificationConfiguration"): "GetBucketNotification",
    ("s3", "PutBucketNotificationConfiguration"): "PutBucketNotification",
    **{("s3", f"{verb}PublicAccessBlock"): f"{verb}BucketPublicAccessBlock" for verb in _VERBS},
    **{("s3control", f"{verb}PublicAccessBlock"): f"{verb}AccountPublicAccessBlock" for verb in _VERBS},
}
# Secrets, and the content of objects.
_NEVER_RECORDED = frozenset(
    {"Password", "OldPassword", "NewPassword", "SecretAccessKey", "SessionToken", "Body", "Plaintext", "Payload"}
    | {"CiphertextBlob", "SecretBinary"}
    | {"Base32StringSeed", "QRCodePNG", "ServicePassword", "ServiceCredentialSecret"}
    | {"CiphertextBlob", "GrantToken"}
    | {"AuthenticationCode1", "AuthenticationCode2", "TokenCode"}
)
# AWS page: "Logging data events": what a service does for its customers' data, all day long.
_DATA_EVENTS = {
    "dynamodb": frozenset(
        {"BatchExecuteStatement", "BatchGetItem", "BatchWriteItem", "DeleteItem", "ExecuteStatement"}
        | {"ExecuteTransaction", "GetItem", "PutItem", "Query", "Scan", "TransactGetItems", "TransactWriteItems"}
        | {"UpdateItem"}
    ),
    "lambda": frozenset({"Invoke"}),
    "sns": frozenset({"Publish", "PublishBatch"}),
    "sqs": frozenset({"DeleteMessage", "ReceiveMessage", "SendMessage", "SendMessageBatch"}),
}
# Services whose events have another name than the actions.
_SOURCES = {"cloudwatch": "monitoring.amazonaws.com", "resourcegroupstaggingapi": "tagging.amazonaws.com"}
# What is recorded without saying what it is ("Logging Amazon SQS API calls", "Logging Amazon SNS API calls").
_HIDDEN = frozenset({("sns", "Message"), ("sns", "MessageAttributes"), ("sns", "Subject"), ("sqs", "MessageBody")})
_HIDDEN_TEXT = "HIDDEN_DUE_TO_SECURITY_REASONS"
_LONGEST_TEXT = 10_000
_RENAMED = {("s3", "Bucket"): "bucketName"}


def event(
    call: Call,
    caller: Caller | None,
    account_id: str,
    now: datetime,
    output: Mapping[str, Any] | None,
    error: ServiceError | None,
) -> dict[str, Any]:
    """Return the event as CloudTrail would deliver it: JSON-able, times in UTC with a Z.

    `caller` is None for an identity that the account does not have.
    """
    operation = SIMULATED.get(call.service, {}).get(call.operation)
    writes = not reads(call.service, call.operation) and (operation is None or operation.writes)
    # AWS STS changes nothing in an account, and CloudTrail calls it reading; what was handed out is recorded.
    hands_out = call.service == "sts" and operation is not None and operation.writes
    data_event = operation.data_event if operation else call.operation in _DATA_EVENTS.get(call.service, ())
    record: dict[str, Any] = {
        "eventVersion": "1.11",
        "userIdentity": user_identity(caller, account_id),
        "eventTime": time_text(now),
        "eventSource": _SOURCES.get(call.service) or f"{prefixes.usual(call.service)}.amazonaws.com",
        "eventName": _NAMES.get((call.service, call.operation), call.operation),
        "awsRegion": call.region,
        "sourceIPAddress": call.source_ip,
        "userAgent": call.user_agent,
    }
    if error:
        record |= {"errorCode": error.code, "errorMessage": cleaned(error.message)}
    return record | {
        "requestParameters": _recorded(call.service, _without_secrets(call)) or None,
        "responseElements": (_recorded(call.service, output) or None) if (writes or hands_out) and output else None,
        "requestID": str(uuid.uuid4()),
        "eventID": str(uuid.uuid4()),
        "readOnly": not writes or call.service == "sts",
        "eventType": "AwsApiCall",
        "managementEvent": not data_event,
        "recipientAccountId": account_id,
        "eventCategory": "Data" if data_event else "Management",
    }


def _without_secrets(call: Call) -> Mapping[str, Any]:
    """The parameters without those that the model calls sensitive."""
    shape = models.operation(call.service, call.operation).input_shape
    visible: Mapping[str, Any] = _visible(call.parameters, shape) if shape else call.parameters
    return visible


def _visible(value: Any, shape: Shape) -> Any:
    if shape.type_name == "structure" and isinstance(value, Mapping):
        known = {name: member for name, member in shape.members.items() if name in value}
        return {name: _visible(value[name], member) for name, member in known.items() if not _secret(member)}
    if shape.type_name == "list" and isinstance(value, list):
        return [] if _secret(shape.member) else [_visible(item, shape.member) for item in value]
    if shape.type_name == "map" and isinstance(value, Mapping):
        return {} if _secret(shape.value) else {key: _visible(item, shape.value) for key, item in value.items()}
    return value


def _secret(shape: Shape) -> bool:
    return bool(shape.metadata.get("sensitive"))


def _recorded(service: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        _RENAMED.get((service, name), cleaned(name[:1].lower() + name[1:])): (
            _HIDDEN_TEXT if (service, name) in _HIDDEN else _value(service, value)
        )
        for name, value in values.items()
        if name not in _NEVER_RECORDED
    }


def _value(service: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return _recorded(service, value)
    if isinstance(value, list | tuple):
        return [_value(service, item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # which JSON has no number for
    if isinstance(value, bytes):
        value = encoded(value[:_LONGEST_TEXT])
    if isinstance(value, str):
        return cleaned(value if len(value) <= _LONGEST_TEXT else value[:_LONGEST_TEXT] + "...")
    return time_text(value) if isinstance(value, datetime) else value
