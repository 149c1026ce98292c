"""Tags of buckets that decide who may use them: attribute-based access control (ABAC).

AWS pages: "Enabling ABAC in general purpose buckets", "PutBucketAbac", "TagResource" (Amazon S3 Control).
"""

from dataclasses import replace

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.s3 import tagging
from iamlab.cloud.services.s3.finding import bucket, bucket_exists, keep, no_such_bucket
from iamlab.cloud.services.s3.public_access import own_account
from iamlab.cloud.state.s3 import Bucket

_ENABLED = "Enabled"


def get_abac(call: Invocation) -> Output:
    return {"AbacStatus": {"Status": _ENABLED if bucket(call).abac else "Disabled"}}


def put_abac(call: Invocation) -> Output:
    call.parameters.get("ContentMD5")
    status = call.parameters["AbacStatus"].get("Status")
    if status is None:
        raise ServiceError(
            "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema"
        )
    keep(call, replace(bucket(call), abac=status == _ENABLED))
    return {}


def resource_exists(call: Invocation) -> None:
    own_account(call)
    _resource(call)


def list_tags(call: Invocation) -> Output:
    return {"Tags": tagging.shown(_resource(call).tags)}


def tag(call: Invocation) -> Output:
    held = _resource(call)
    merged = {**held.tags, **tagging.checked(call.parameters["Tags"])}
    tagging.checked(tagging.shown(merged))  # all together may be too many
    call.account.buckets[held.name] = replace(held, tags=merged)
    return {}


def untag(call: Invocation) -> Output:
    held, keys = _resource(call), call.parameters["TagKeys"]
    rest = {key: value for key, value in held.tags.items() if key not in keys}
    call.account.buckets[held.name] = replace(held, tags=rest)
    return {}


def _resource(call: Invocation) -> Bucket:
    """Return the bucket that an ARN names; of what else has tags in Amazon S3, the lab keeps nothing."""
    held = call.account.buckets.get(call.text("ResourceArn").removeprefix(identifiers.bucket_arn("")))
    if held is None:
        raise no_such_bucket()
    return held


OPERATIONS = {
    "GetBucketAbac": MappedOperation(get_abac, precondition=bucket_exists),
    "PutBucketAbac": MappedOperation(put_abac, writes=True, precondition=bucket_exists),
}
CONTROL_OPERATIONS = {
    "ListTagsForResource": MappedOperation(list_tags, precondition=resource_exists),
    "TagResource": MappedOperation(tag, writes=True, precondition=resource_exists),
    "UntagResource": MappedOperation(untag, writes=True, precondition=resource_exists),
}
