"""Buckets themselves. AWS pages: "CreateBucket", "General purpose bucket naming rules"."""

import re
from collections.abc import Mapping
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Context, Invocation, MappedOperation, Output
from iamlab.cloud.services.s3 import acls, listing, tagging
from iamlab.cloud.services.s3.finding import bucket, bucket_exists, owned
from iamlab.cloud.state.s3 import OWNER_ENFORCED, Bucket

MAX_BUCKETS = 100
_HOME = "us-east-1"  # its location constraint is null
_NAME = re.compile(r"(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", re.ASCII)
_RESERVED = re.compile(r"(xn--|sthree-|amzn-s3-demo-).*|.*(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)", re.ASCII)


def list_buckets(call: Invocation) -> Output:
    prefix, region = call.text("Prefix"), call.text("BucketRegion")
    names = [
        name
        for name, held in sorted(call.account.buckets.items())
        if name.startswith(prefix) and region in ("", held.region)
    ]
    limit = int(call.parameters.get("MaxBuckets", len(names) or 1))
    after = listing.read_token(call.text("ContinuationToken"))
    rest = [name for name in names if name > after]
    shown = [call.account.buckets[name] for name in rest[:limit]]
    more: Output = {"ContinuationToken": listing.token(rest[limit - 1])} if len(rest) > limit else {}
    detailed = bool({"MaxBuckets", "BucketRegion", "Prefix"} & set(call.parameters))
    return {
        "Buckets": [
            {"Name": held.name, "CreationDate": held.created} | ({"BucketRegion": held.region} if detailed else {})
            for held in shown
        ],
        "Owner": {"ID": identifiers.canonical_user_id(call.account.id)},
        **({"Prefix": prefix} if prefix else {}),
        **more,
    }


def create_bucket(call: Invocation) -> Output:
    name = call.text("Bucket")
    configuration: dict[str, Any] = dict(call.parameters.get("CreateBucketConfiguration", {}))
    if not _NAME.fullmatch(name) or _RESERVED.fullmatch(name):
        raise ServiceError("InvalidBucketName", "The specified bucket is not valid.")
    region = _region(call, configuration.pop("LocationConstraint", _HOME))
    tags = tagging.checked(configuration.pop("Tags", []))
    if tags:
        keys: Context = {f"aws:RequestTag/{key}": value for key, value in tags.items()}
        call.require("s3:TagResource", identifiers.bucket_arn(name), keys | {"aws:TagKeys": list(tags)})
    if configuration:
        raise ServiceError("NotSimulated", f"This lab does not simulate {', '.join(configuration)} of buckets.", 501)
    ownership = call.text("ObjectOwnership", OWNER_ENFORCED)
    acl = acls.of_new_bucket(call, ownership)
    taken = call.company.bucket(name)
    if taken:
        return _again(call, name, region, taken[0].id)
    if len(call.account.buckets) >= MAX_BUCKETS:
        raise ServiceError("TooManyBuckets", "You have attempted to create more buckets than allowed")
    call.account.buckets[name] = Bucket(
        arn=identifiers.bucket_arn(name),
        created=call.now,
        name=name,
        region=region,
        ownership=ownership,
        acl=acl,
        tags=tags,
    )
    return _location(name, region)


def tags_of_new(call: Invocation) -> Mapping[str, Any]:
    """The tags that a new bucket gets count as those of the request."""
    return {"Tags": dict(call.parameters.get("CreateBucketConfiguration", {})).get("Tags", [])}


def _region(call: Invocation, asked: str) -> str:
    if asked != call.region:
        raise ServiceError(
            "IllegalLocationConstraintException",
            f"The {asked if asked != _HOME else 'unspecified'} location constraint is incompatible for the"
            " region specific endpoint this request was sent to.",
        )
    return asked


def _again(call: Invocation, name: str, region: str, owner: str) -> Output:
    """In us-east-1, making one's own bucket again succeeds; the bucket stays as it is."""
    if owner != call.account.id:
        raise ServiceError(
            "BucketAlreadyExists",
            "The requested bucket name is not available. The bucket namespace is shared by all users of the system."
            " Please select a different name and try again.",
            409,
        )
    if region != _HOME:
        raise ServiceError(
            "BucketAlreadyOwnedByYou",
            "Your previous request to create the named bucket succeeded and you already own it.",
            409,
        )
    return _location(name, region)


def _location(name: str, region: str) -> Output:
    place = f"/{name}" if region == _HOME else f"http://{name}.s3.amazonaws.com/"
    return {"Location": place, "BucketArn": identifiers.bucket_arn(name)}


def delete_bucket(call: Invocation) -> Output:
    owner, held = owned(call)
    if held.versions:
        rest = "" if held.objects else " You must delete all versions in the bucket."
        raise ServiceError("BucketNotEmpty", f"The bucket you tried to delete is not empty.{rest}", 409)
    del owner.buckets[held.name]
    return {}


def head_bucket(call: Invocation) -> Output:
    held = bucket(call)
    return {"BucketArn": held.arn, "BucketRegion": held.region, "AccessPointAlias": False}


def get_bucket_location(call: Invocation) -> Output:
    held = bucket(call)
    return {"LocationConstraint": None if held.region == _HOME else held.region}


OPERATIONS = {
    "ListBuckets": MappedOperation(list_buckets),
    "CreateBucket": MappedOperation(create_bucket, writes=True, known=tags_of_new),
    "DeleteBucket": MappedOperation(delete_bucket, writes=True, precondition=bucket_exists),
    "HeadBucket": MappedOperation(head_bucket, precondition=bucket_exists),
    "GetBucketLocation": MappedOperation(get_bucket_location, precondition=bucket_exists),
}
