"""Tags of buckets and of objects. AWS pages: "Categorizing your objects using tags", "PutBucketTagging"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.s3 import versions
from iamlab.cloud.services.s3.finding import asked_version, bucket, bucket_exists, keep, not_allowed
from iamlab.cloud.state.s3 import Bucket

_MOST_OF_BUCKET, _MOST_OF_OBJECT = 50, 10
_LONGEST_KEY, _LONGEST_VALUE = 128, 256


def checked(tag_set: Sequence[Any], most: int = _MOST_OF_BUCKET) -> dict[str, str]:
    """Return the tags of a TagSet; raises ServiceError for too many, for one that comes twice, or is too long."""
    found: dict[str, str] = {}
    for tag in tag_set:
        key, value = tag["Key"], tag["Value"]
        if key in found:
            raise _invalid("Cannot provide multiple Tags with the same key")
        if not key or len(key) > _LONGEST_KEY:
            raise _invalid("The TagKey you have provided is invalid")
        if len(value) > _LONGEST_VALUE:
            raise _invalid("The TagValue you have provided is invalid")
        if key.lower().startswith("aws:"):
            raise _invalid("System tags cannot be added/updated by requester")
        found[key] = value
    if len(found) > most:
        what = "Bucket tag count cannot be greater than 50" if most == _MOST_OF_BUCKET else _TOO_MANY_OF_OBJECT
        raise ServiceError("BadRequest", what)
    return found


def of_header(text: str) -> dict[str, str]:
    """Return the tags that an upload brings: `team=data&level=2`, as in a URL."""
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=_MOST_OF_OBJECT + 1)
    except ValueError:
        raise ServiceError(
            "InvalidArgument",
            "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name"
            " duplicates.",
        ) from None
    return checked([{"Key": key, "Value": value} for key, value in pairs], _MOST_OF_OBJECT)


def get_bucket_tagging(call: Invocation) -> Output:
    tags = bucket(call).tags
    if not tags:
        raise ServiceError("NoSuchTagSet", "The TagSet does not exist", 404)
    return {"TagSet": shown(tags)}


def put_bucket_tagging(call: Invocation) -> Output:
    call.parameters.get("ContentMD5")
    keep(call, replace(_taggable(call), tags=checked(call.parameters["Tagging"]["TagSet"])))
    return {}


def delete_bucket_tagging(call: Invocation) -> Output:
    keep(call, replace(_taggable(call), tags={}))
    return {}


def _taggable(call: Invocation) -> Bucket:
    """Return the bucket, unless its tags give permissions: those are changed by TagResource and UntagResource only."""
    held = bucket(call)
    if held.abac:
        raise not_allowed()
    return held


def get_object_tagging(call: Invocation) -> Output:
    found = asked_version(call)
    return {"TagSet": shown(found.tags), **versions.shown_id(bucket(call), found)}


def put_object_tagging(call: Invocation) -> Output:
    call.parameters.get("ContentMD5")
    return _tagged(call, checked(call.parameters["Tagging"]["TagSet"], _MOST_OF_OBJECT))


def delete_object_tagging(call: Invocation) -> Output:
    return _tagged(call, {})


def shown(tags: Any) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def _tagged(call: Invocation, tags: dict[str, str]) -> Output:
    held, found = bucket(call), asked_version(call)
    keep(call, versions.changed(held, call.text("Key"), found, replace(found, tags=tags)))
    return versions.shown_id(held, found)


def _invalid(message: str) -> ServiceError:
    return ServiceError("InvalidTag", message)


_TOO_MANY_OF_OBJECT = "Object tags cannot be greater than 10"

OPERATIONS = {
    "GetBucketTagging": MappedOperation(get_bucket_tagging, precondition=bucket_exists),
    "PutBucketTagging": MappedOperation(put_bucket_tagging, writes=True, precondition=bucket_exists),
    "DeleteBucketTagging": MappedOperation(delete_bucket_tagging, writes=True, precondition=bucket_exists),
    "GetObjectTagging": MappedOperation(get_object_tagging, precondition=bucket_exists, data_event=True),
    "PutObjectTagging": MappedOperation(put_object_tagging, writes=True, precondition=bucket_exists, data_event=True),
    "DeleteObjectTagging": MappedOperation(
        delete_object_tagging, writes=True, precondition=bucket_exists, data_event=True
    ),
}
