"""S3 Block Public Access, of a bucket and of a whole account.

AWS pages: "Blocking public access to your Amazon S3 storage", "GetPublicAccessBlock".
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.s3.finding import access_denied, bucket, bucket_exists, keep
from iamlab.cloud.state.s3 import PublicAccessBlock

_MEMBERS = {
    "BlockPublicAcls": "block_public_acls",
    "IgnorePublicAcls": "ignore_public_acls",
    "BlockPublicPolicy": "block_public_policy",
    "RestrictPublicBuckets": "restrict_public_buckets",
}


def get_of_bucket(call: Invocation) -> Output:
    return _shown(bucket(call).public_access)


def put_of_bucket(call: Invocation) -> Output:
    call.parameters.get("ContentMD5")
    keep(call, replace(bucket(call), public_access=_read(call.parameters["PublicAccessBlockConfiguration"])))
    return {}


def delete_of_bucket(call: Invocation) -> Output:
    keep(call, replace(bucket(call), public_access=None))
    return {}


def own_account(call: Invocation) -> None:
    """These settings are an account's own."""
    if call.text("AccountId") != call.account.id:
        raise access_denied()


def get_of_account(call: Invocation) -> Output:
    return _shown(call.account.public_access)


def put_of_account(call: Invocation) -> Output:
    call.account.public_access = _read(call.parameters["PublicAccessBlockConfiguration"])
    return {}


def delete_of_account(call: Invocation) -> Output:
    call.account.public_access = None
    return {}


def _read(configuration: Mapping[str, Any]) -> PublicAccessBlock:
    """What a configuration does not name is off."""
    return PublicAccessBlock(**{name: bool(configuration.get(member)) for member, name in _MEMBERS.items()})


def _shown(found: PublicAccessBlock | None) -> Output:
    if found is None:
        raise ServiceError(
            "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found", 404
        )
    return {"PublicAccessBlockConfiguration": {member: getattr(found, name) for member, name in _MEMBERS.items()}}


OPERATIONS = {
    "GetPublicAccessBlock": MappedOperation(get_of_bucket, precondition=bucket_exists),
    "PutPublicAccessBlock": MappedOperation(put_of_bucket, writes=True, precondition=bucket_exists),
    "DeletePublicAccessBlock": MappedOperation(delete_of_bucket, writes=True, precondition=bucket_exists),
}
CONTROL_OPERATIONS = {
    "GetPublicAccessBlock": MappedOperation(get_of_account, precondition=own_account),
    "PutPublicAccessBlock": MappedOperation(put_of_account, writes=True, precondition=own_account),
    "DeletePublicAccessBlock": MappedOperation(delete_of_account, writes=True, precondition=own_account),
}
