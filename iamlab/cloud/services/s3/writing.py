"""Writing objects: uploads and copies. AWS pages: "PutObject", "CopyObject"."""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.blobs import encoded, text_of
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.s3 import acls, conditions, encryption, tagging, versions
from iamlab.cloud.services.s3.finding import (
    access_denied,
    bucket_exists,
    bucket_named,
    copy_source,
    keep,
    owned,
    version,
)
from iamlab.cloud.state.s3 import ObjectVersion
from iamlab.cloud.text import time_text

MAX_OBJECT_CHARACTERS = 65_536
MAX_KEY_BYTES = 1_024
_MAX_METADATA_BYTES = 2_048
_DEFAULT_TYPE = "binary/octet-stream"
_HEADERS = (
    *("CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage", "ContentType", "Expires"),
    "WebsiteRedirectLocation",
)
# Classes whose objects can be read at once; those of the archives must be restored first.
_CLASSES = ("STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "REDUCED_REDUNDANCY")


def put_object(call: Invocation) -> Output:
    body, binary = _body(call.blob("Body"))
    made = ObjectVersion(
        modified=call.now,
        body=body,
        binary=binary,
        headers=_headers(call),
        metadata=_metadata(call),
        tags=tagging.of_header(call.text("Tagging")),
    )
    _check_digest(call.text("ContentMD5"), made)
    output, made = _store(call, made)
    return {"ETag": made.etag, **output}


def copy_object(call: Invocation) -> Output:
    name, key, version_id = copy_source(call.parameters)
    owner, held = bucket_named(call, name)
    if call.text("ExpectedSourceBucketOwner", owner.id) != owner.id:
        raise access_denied()
    found = version(call, held, key, version_id)
    conditions.check_reading(call, found, "CopySource")
    encryption.check_reading(call, held, key, found)
    made = replace(found, modified=call.now, acl="private", owner="")
    headers, metadata = _headers(call), _metadata(call)  # S3 ignores them where it copies those of the source
    if _replaces(call, "MetadataDirective"):
        made = replace(made, headers=headers, metadata=metadata)
    elif (name, key, version_id) == (call.text("Bucket"), call.text("Key"), "") and not _changes(call):
        raise ServiceError("InvalidRequest", _TO_ITSELF)
    if _replaces(call, "TaggingDirective"):
        made = replace(made, tags=tagging.of_header(call.text("Tagging")))
    elif found.tags:  # they are read there and put here
        call.require("s3:GetObjectTagging", identifiers.object_arn(name, key))
        call.require("s3:PutObjectTagging", identifiers.object_arn(call.text("Bucket"), call.text("Key")))
    output, made = _store(call, made)
    source = {"CopySourceVersionId": found.version_id} if held.versioning else {}
    return {"CopyObjectResult": {"ETag": made.etag, "LastModified": made.modified}, **source, **output}


def create_multipart_upload(call: Invocation) -> Output:
    """Every part but the last has 5 MB at least ("Amazon S3 multipart upload limits"), which is more than fits here."""
    raise _too_large()


def decoded_source(call: Invocation) -> Mapping[str, Any]:
    """The header names the source as a URL does; IAM is asked about the key itself."""
    name, key, version_id = copy_source(call.parameters)
    return {"CopySource": f"{name}/{key}" + (f"?versionId={version_id}" if version_id else "")}


def check_key(call: Invocation) -> None:
    bucket_exists(call)
    if len(call.text("Key").encode()) > MAX_KEY_BYTES:
        raise ServiceError("KeyTooLongError", "Your key is too long")


def _store(call: Invocation, made: ObjectVersion) -> tuple[Output, ObjectVersion]:
    """Put an object into the bucket that a call names, as the call and the bucket say; return what both answers say."""
    owner, held = owned(call)
    key = call.text("Key")
    conditions.check_writing(call, held.find(key))
    acl, writer = acls.of_upload(call, owner, held)
    algorithm, kms_key = encryption.of_upload(call, held, key)
    made = replace(
        made, acl=acl, owner=writer, encryption=algorithm, kms_key=kms_key, storage_class=_storage_class(call)
    )
    kept, made = versions.with_object(owner, held, key, made)
    keep(call, kept)
    return {**encryption.shown(made), **versions.shown_id(held, made)}, made


def _body(content: bytes) -> tuple[str, bool]:
    """Return a body as it is kept: text, or the Base64 of what is no text."""
    text = text_of(content)
    kept = encoded(content) if text is None else text
    if len(kept) > MAX_OBJECT_CHARACTERS:
        raise _too_large()
    return kept, text is None


def _too_large() -> ServiceError:
    return ServiceError(
        "EntityTooLarge",
        "Your proposed upload exceeds the maximum allowed object size."
        f" An object here has {MAX_OBJECT_CHARACTERS:,} characters at most.",
    )


def _check_digest(digest: str, made: ObjectVersion) -> None:
    try:
        wanted = base64.b64decode(digest, validate=True)
    except (binascii.Error, ValueError):
        raise ServiceError("InvalidDigest", "The Content-MD5 you specified was invalid.") from None
    if digest and wanted != hashlib.md5(made.content, usedforsecurity=False).digest():
        raise ServiceError("BadDigest", "The Content-MD5 you specified did not match what we received.")


def _headers(call: Invocation) -> dict[str, str]:
    given = {name: str(call.parameters[name]) for name in _HEADERS if name in call.parameters}
    if "Expires" in given:
        given["Expires"] = time_text(conditions.date(given["Expires"]))
    return {"ContentType": _DEFAULT_TYPE, **given}


def _metadata(call: Invocation) -> dict[str, str]:
    given = {str(name).lower(): str(value) for name, value in dict(call.parameters.get("Metadata", {})).items()}
    if sum(len(part.encode()) for pair in given.items() for part in pair) > _MAX_METADATA_BYTES:
        raise ServiceError("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size")
    return given


def _storage_class(call: Invocation) -> str:
    found = call.text("StorageClass", _CLASSES[0])
    if found not in _CLASSES:
        raise ServiceError("NotSimulated", f"This lab simulates the storage classes {', '.join(_CLASSES)}.", 501)
    return found


def _replaces(call: Invocation, directive: str) -> bool:
    found = call.text(directive, "COPY")
    if found not in ("COPY", "REPLACE"):
        raise ServiceError("InvalidArgument", f"Unknown {directive.removesuffix('Directive').lower()} directive.")
    return found == "REPLACE"


def _changes(call: Invocation) -> bool:
    """Whether a copy of an object to itself changes anything that it may be made for."""
    return any(name in call.parameters for name in ("ServerSideEncryption", "StorageClass", "WebsiteRedirectLocation"))


_TO_ITSELF = (
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's"
    " metadata, storage class, website redirect location or encryption attributes."
)

OPERATIONS = {
    "PutObject": MappedOperation(put_object, writes=True, precondition=check_key, data_event=True),
    "CreateMultipartUpload": MappedOperation(
        create_multipart_upload, writes=True, precondition=check_key, data_event=True
    ),
    "CopyObject": MappedOperation(
        copy_object, writes=True, known=decoded_source, precondition=check_key, data_event=True
    ),
}
