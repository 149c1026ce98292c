"""Reading objects. AWS pages: "GetObject", "HeadObject", "GetObjectAttributes"."""

from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.s3 import conditions, encryption, versions
from iamlab.cloud.services.s3.finding import asked_version, bucket, bucket_exists

_OVERRIDES = {
    "ResponseCacheControl": "CacheControl",
    "ResponseContentDisposition": "ContentDisposition",
    "ResponseContentEncoding": "ContentEncoding",
    "ResponseContentLanguage": "ContentLanguage",
    "ResponseContentType": "ContentType",
    "ResponseExpires": "Expires",
}
_MAX_DIGITS = 15


def get_object(call: Invocation) -> Output:
    output, content = _read(call)
    return {**output, "Body": content}


def head_object(call: Invocation) -> Output:
    return _read(call)[0]


def get_object_attributes(call: Invocation) -> Output:
    found = asked_version(call)
    attributes: dict[str, Any] = {
        "ETag": found.etag.strip('"'),
        "ObjectSize": len(found.content),
        "StorageClass": found.storage_class,
    }
    wanted = call.parameters["ObjectAttributes"]
    shown = {name: value for name, value in attributes.items() if name in wanted}
    return {"LastModified": found.modified, **versions.shown_id(bucket(call), found), **shown}


def _read(call: Invocation) -> tuple[Output, bytes]:
    """Return what both operations answer, and the content or the part of it that the call asks for."""
    held, key, found = bucket(call), call.text("Key"), asked_version(call)
    conditions.check_reading(call, found)
    encryption.check_reading(call, held, key, found)
    whole = found.content
    begin, end = _range(call.text("Range"), len(whole))
    content = whole[begin:end]
    output: Output = {
        "AcceptRanges": "bytes",
        "LastModified": found.modified,
        "ContentLength": len(content),
        "ETag": found.etag,
        **{name: _header(name, value) for name, value in found.headers.items()},
        **encryption.shown(found),
        "Metadata": dict(found.metadata),
        **versions.shown_id(held, found),
    }
    if len(content) < len(whole) or call.text("Range").startswith("bytes="):
        output["ContentRange"] = f"bytes {begin}-{end - 1}/{len(whole)}"
    if found.storage_class != "STANDARD":
        output["StorageClass"] = found.storage_class
    if found.tags and call.allows("s3:GetObjectTagging", identifiers.object_arn(held.name, key)):
        output["TagCount"] = len(found.tags)
    given = {name: call.parameters[asked] for asked, name in _OVERRIDES.items() if asked in call.parameters}
    output |= {name: _header(name, value) for name, value in given.items()}
    return output, content


def _header(name: str, value: str) -> Any:
    return conditions.date(value) if name == "Expires" else value


def _range(asked: str, size: int) -> tuple[int, int]:
    """Return where the asked part begins and ends; all of it for a header that is no byte range (RFC 9110, 14.2)."""
    unit, _, numbers = asked.partition("=")
    first, dash, last = numbers.partition("-")
    digits = first + last
    if unit != "bytes" or not dash or not (digits.isascii() and digits.isdigit()) or len(digits) > _MAX_DIGITS:
        return 0, size
    begin = int(first) if first else max(0, size - int(last))
    end = min(int(last) + 1, size) if first and last else size
    if begin >= size or (first and last and int(last) < begin):
        raise ServiceError("InvalidRange", "The requested range is not satisfiable", 416)
    return begin, end


OPERATIONS = {
    "GetObject": MappedOperation(get_object, precondition=bucket_exists, data_event=True),
    "HeadObject": MappedOperation(head_object, precondition=bucket_exists, data_event=True),
    "GetObjectAttributes": MappedOperation(get_object_attributes, precondition=bucket_exists, data_event=True),
}
