"""Amazon S3: buckets and text objects.

AWS pages: "Required permissions for Amazon S3 API operations", "GetObject" (what a missing key answers to whom).
"""

import hashlib
import re
from dataclasses import replace
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Context, Invocation, Operation, Output
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.s3 import Bucket, StoredObject

MAX_BUCKETS = 100
MAX_OBJECT_CHARACTERS = 65_536
MAX_OBJECTS_PER_BUCKET = 1_000
MAX_KEY_BYTES = 1_024
_MAX_KEYS = 1_000
# AWS page: "General purpose bucket naming rules".
_BUCKET_NAME = re.compile(r"(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


def bucket(call: Invocation) -> str:
    return identifiers.bucket_arn(call.text("Bucket"))


def every_bucket(call: Invocation) -> str:
    """Policies may say `*` or `arn:aws:s3:::*` for the list of all buckets; this matches both."""
    return identifiers.bucket_arn("*")


def stored(call: Invocation) -> str:
    return identifiers.object_arn(call.text("Bucket"), call.text("Key"))


def bucket_exists(call: Invocation) -> None:
    """S3 finds the bucket, and with it the bucket's owner, before it decides anything."""
    if call.company.bucket(call.text("Bucket")) is None:
        raise ServiceError("NoSuchBucket", "The specified bucket does not exist", 404)


def listing_keys(call: Invocation) -> Context:
    """Condition keys of s3:ListBucket. AWS page: "Bucket policy examples using condition keys"."""
    keys = {"s3:prefix": "Prefix", "s3:delimiter": "Delimiter", "s3:max-keys": "MaxKeys"}
    return {key: call.text(name) for key, name in keys.items() if name in call.parameters}


def list_buckets(call: Invocation) -> Output:
    prefix = call.text("Prefix")
    found = [held for name, held in sorted(call.account.buckets.items()) if name.startswith(prefix)]
    return {
        "Buckets": [{"Name": held.name, "CreationDate": held.created} for held in found],
        "Owner": {"ID": identifiers.canonical_user_id(call.account.id)},
    }


def create_bucket(call: Invocation) -> Output:
    name = call.text("Bucket")
    asked = dict(call.parameters.get("CreateBucketConfiguration", {})).get("LocationConstraint", "us-east-1")
    if not _BUCKET_NAME.fullmatch(name):
        raise ServiceError("InvalidBucketName", "The specified bucket is not valid.")
    if asked != call.region:
        raise ServiceError(
            "IllegalLocationConstraintException",
            f"The {asked if asked != 'us-east-1' else 'unspecified'} location constraint is incompatible for the"
            " region specific endpoint this request was sent to.",
        )
    owned = call.company.bucket(name)
    if owned and owned[0] is not call.account:
        raise ServiceError(
            "BucketAlreadyExists",
            "The requested bucket name is not available. The bucket namespace is shared by all users of the system."
            " Please select a different name and try again.",
            409,
        )
    if owned is None:  # in us-east-1, making one's own bucket again succeeds
        if len(call.account.buckets) >= MAX_BUCKETS:
            raise ServiceError("TooManyBuckets", "You have attempted to create more buckets than allowed")
        call.account.buckets[name] = Bucket(arn=identifiers.bucket_arn(name), created=call.now, name=name, region=asked)
    return {"Location": f"/{name}", "BucketArn": identifiers.bucket_arn(name)}


def delete_bucket(call: Invocation) -> Output:
    if _bucket(call).objects:
        raise ServiceError("BucketNotEmpty", "The bucket you tried to delete is not empty", 409)
    del _owner(call).buckets[call.text("Bucket")]
    return {}


def head_bucket(call: Invocation) -> Output:
    held = _bucket(call)
    return {
        "BucketArn": identifiers.bucket_arn(held.name),
        "BucketRegion": held.region,
        "AccessPointAlias": False,
    }


def list_objects_v2(call: Invocation) -> Output:
    prefix, delimiter, after = call.text("Prefix"), call.text("Delimiter"), call.text("StartAfter")
    limit = min(int(call.parameters.get("MaxKeys", _MAX_KEYS)), _MAX_KEYS)
    if limit < 0:
        raise ServiceError("InvalidArgument", "Argument max-keys must be an integer between 0 and 2147483647")
    contents: list[dict[str, Any]] = []
    folders: list[str] = []
    truncated = False
    for key, held in sorted(_bucket(call).objects.items()):
        if not key.startswith(prefix) or key <= after:
            continue
        folder = _folder(key, prefix, delimiter)
        if folder in folders:
            continue
        if len(contents) + len(folders) >= limit:
            truncated = True
            break
        if folder:
            folders.append(folder)
        else:
            contents.append(_summary(key, held))
    output: Output = {
        "IsTruncated": truncated,
        "Name": call.text("Bucket"),
        "Prefix": prefix,
        "MaxKeys": limit,
        "KeyCount": len(contents) + len(folders),
    }
    if contents:
        output["Contents"] = contents
    if folders:
        output["CommonPrefixes"] = [{"Prefix": folder} for folder in folders]
    return output


def get_object(call: Invocation) -> Output:
    return {**head_object(call), "Body": _object(call).body}


def head_object(call: Invocation) -> Output:
    held = _object(call)
    return {
        "AcceptRanges": "bytes",
        "LastModified": held.modified,
        "ContentLength": len(held.body.encode()),
        "ETag": _etag(held.body),
        "ContentType": held.content_type,
        "ServerSideEncryption": "AES256",
        "Metadata": {},
    }


def put_object(call: Invocation) -> Output:
    held, key, body = _bucket(call), call.text("Key"), call.text("Body")
    if len(key.encode()) > MAX_KEY_BYTES:
        raise ServiceError("KeyTooLongError", "Your key is too long")
    if len(body) > MAX_OBJECT_CHARACTERS:
        raise ServiceError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size.")
    if key not in held.objects and len(held.objects) >= MAX_OBJECTS_PER_BUCKET:
        raise ServiceError("ServiceQuotaExceeded", f"A bucket here holds {MAX_OBJECTS_PER_BUCKET} objects at most.")
    new = StoredObject(body, call.now, call.text("ContentType", "binary/octet-stream"))
    _owner(call).buckets[held.name] = replace(held, objects={**held.objects, key: new})
    return {"ETag": _etag(body), "ServerSideEncryption": "AES256"}


def delete_object(call: Invocation) -> Output:
    held, key = _bucket(call), call.text("Key")
    if key in held.objects:
        rest = {name: kept for name, kept in held.objects.items() if name != key}
        _owner(call).buckets[held.name] = replace(held, objects=rest)
    return {}  # deleting what is not there succeeds, too


def _bucket(call: Invocation) -> Bucket:
    return _owner(call).buckets[call.text("Bucket")]


def _owner(call: Invocation) -> Account:
    """The account that owns the bucket; `bucket_exists` saw to it that there is one."""
    found = call.company.bucket(call.text("Bucket"))
    return found[0] if found else call.account


def _object(call: Invocation) -> StoredObject:
    found = _bucket(call).objects.get(call.text("Key"))
    if found is None:
        # Whether a key exists is told only to those who may list the bucket.
        call.require("s3:ListBucket", bucket(call))
        raise ServiceError("NoSuchKey", "The specified key does not exist.", 404)
    return found


def _folder(key: str, prefix: str, delimiter: str) -> str:
    """Return the common prefix that hides a key, or "" when the key is listed itself."""
    end = key.find(delimiter, len(prefix)) if delimiter else -1
    return key[: end + len(delimiter)] if end >= 0 else ""


def _summary(key: str, held: StoredObject) -> dict[str, Any]:
    return {
        "Key": key,
        "LastModified": held.modified,
        "ETag": _etag(held.body),
        "Size": len(held.body.encode()),
        "StorageClass": "STANDARD",
    }


def _etag(body: str) -> str:
    return f'"{hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()}"'


OPERATIONS = {
    "ListBuckets": Operation("s3:ListAllMyBuckets", every_bucket, list_buckets),
    "CreateBucket": Operation("s3:CreateBucket", bucket, create_bucket, writes=True),
    "DeleteBucket": Operation("s3:DeleteBucket", bucket, delete_bucket, writes=True, precondition=bucket_exists),
    "HeadBucket": Operation("s3:ListBucket", bucket, head_bucket, precondition=bucket_exists),
    "ListObjectsV2": Operation(
        "s3:ListBucket", bucket, list_objects_v2, context=listing_keys, precondition=bucket_exists
    ),
    "GetObject": Operation("s3:GetObject", stored, get_object, precondition=bucket_exists, data_event=True),
    "HeadObject": Operation("s3:GetObject", stored, head_object, precondition=bucket_exists, data_event=True),
    "PutObject": Operation(
        "s3:PutObject", stored, put_object, writes=True, precondition=bucket_exists, data_event=True
    ),
    "DeleteObject": Operation(
        "s3:DeleteObject", stored, delete_object, writes=True, precondition=bucket_exists, data_event=True
    ),
}
