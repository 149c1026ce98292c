"""Finding the bucket and the object that a call is about, and putting back what was changed.

AWS pages: "GetObject" (what a missing key answers to whom), "Error responses" (Amazon S3), "Verifying bucket ownership
with bucket owner condition".
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.account import Account
from iamlab.cloud.state.s3 import NULL_VERSION, VERSION_ID_LENGTH, Bucket, ObjectVersion

# Parameters by which a client and S3 check the transport, or say who pays: the client made them, and nothing that is
# stored or answered depends on them.
_OF_THE_TRANSPORT = (
    *("ChecksumAlgorithm", "ChecksumMode", "ContentLength", "RequestPayer"),
    *("ChecksumCRC32", "ChecksumCRC32C", "ChecksumCRC64NVME", "ChecksumMD5", "ChecksumSHA1", "ChecksumSHA256"),
    *("ChecksumSHA512", "ChecksumXXHASH3", "ChecksumXXHASH64", "ChecksumXXHASH128"),
)


def bucket_exists(call: Invocation) -> None:
    """S3 finds the bucket, and with it the bucket's owner, before it decides anything."""
    owner = owned(call)[0]
    expected = call.text("ExpectedBucketOwner", owner.id)
    if expected != owner.id:
        raise access_denied()
    for name in _OF_THE_TRANSPORT:
        call.parameters.get(name)


def owned(call: Invocation) -> tuple[Account, Bucket]:
    """Return the bucket of a call with the account that owns it."""
    return bucket_named(call, call.text("Bucket"))


def bucket_named(call: Invocation, name: str) -> tuple[Account, Bucket]:
    found = call.company.bucket(name)
    if found is None:
        raise no_such_bucket()
    return found


def bucket(call: Invocation) -> Bucket:
    return owned(call)[1]


def keep(call: Invocation, changed: Bucket) -> None:
    """Put a changed bucket in the place of the one that has its name."""
    owned(call)[0].buckets[changed.name] = changed


def only_for_owner(call: Invocation) -> None:
    """Some settings are the owner's alone, whatever the bucket policy allows to others ("PutBucketPolicy")."""
    if owned(call)[0].id != call.account.id:
        raise not_allowed()


def version(call: Invocation, held: Bucket, key: str, version_id: str = "") -> ObjectVersion:
    """Return an object, or a version of it. Raises ServiceError where there is none, or only a delete marker."""
    found = held.find(key, version_id)
    if version_id:
        if found is None:
            check_version_id(version_id)
            raise ServiceError("NoSuchVersion", "The specified version does not exist.", 404)
        if found.delete_marker:
            raise not_allowed()
        return found
    if found is None or found.delete_marker:
        # Whether a key exists is told only to those who may list the bucket.
        call.require("s3:ListBucket", identifiers.bucket_arn(held.name))
        raise no_such_key()
    return found


def check_version_id(version_id: str) -> None:
    """Raise ServiceError for what no version can be called."""
    if version_id != NULL_VERSION and len(version_id) != VERSION_ID_LENGTH:
        raise invalid("Invalid version id specified")


def asked_version(call: Invocation) -> ObjectVersion:
    """Return what a call's Bucket, Key and VersionId name."""
    return version(call, bucket(call), call.text("Key"), call.text("VersionId"))


def copy_source(parameters: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return the bucket, the key and the version id ("" for the newest) of `CopySource`."""
    source = parameters.get("CopySource", "")
    if isinstance(source, Mapping):
        return source.get("Bucket", ""), source.get("Key", ""), source.get("VersionId", "")
    path, _, version_id = str(source).partition("?versionId=")
    name, _, key = unquote(path).removeprefix("/").partition("/")
    return name, key, version_id


def access_denied(message: str = "Access Denied") -> ServiceError:
    return ServiceError("AccessDenied", message, 403)


def prevented(call: Invocation, action: str, resource: str, what: str, setting: str) -> ServiceError:
    """Return the refusal of what S3 Block Public Access does not let anybody do."""
    return access_denied(
        f'User: {call.caller.arn} is not authorized to perform: {action} on resource: "{resource}"'
        f" because {what} are prevented by the {setting} setting in S3 Block Public Access."
    )


def no_such_bucket() -> ServiceError:
    return ServiceError("NoSuchBucket", "The specified bucket does not exist", 404)


def no_such_key() -> ServiceError:
    return ServiceError("NoSuchKey", "The specified key does not exist.", 404)


def not_allowed() -> ServiceError:
    return ServiceError("MethodNotAllowed", "The specified method is not allowed against this resource.", 405)


def invalid(message: str) -> ServiceError:
    return ServiceError("InvalidArgument", message)
