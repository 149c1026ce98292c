"""The operations on bucket policies. AWS pages: "PutBucketPolicy", "GetBucketPolicyStatus"."""

import json
from dataclasses import replace

from iamlab.cloud.bucket_access import blocked, is_public
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.services.s3 import bucket_policy
from iamlab.cloud.services.s3.finding import bucket, bucket_exists, keep, only_for_owner, owned, prevented


def put_bucket_policy(call: Invocation) -> Output:
    only_for_owner(call)
    for name in ("ContentMD5", "ConfirmRemoveSelfBucketAccess"):  # the lab does not guard against locking oneself out
        call.parameters.get(name)
    owner, held = owned(call)
    text = call.text("Policy")
    bucket_policy.check(call.company, held.name, text)
    if blocked(owner, held).block_public_policy and is_public(text):
        raise prevented(call, "s3:PutBucketPolicy", held.arn, "public policies", "BlockPublicPolicy")
    keep(call, replace(held, policy=json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=False)))
    return {}


def get_bucket_policy(call: Invocation) -> Output:
    only_for_owner(call)
    return {"Policy": _policy(call)}


def get_bucket_policy_status(call: Invocation) -> Output:
    return {"PolicyStatus": {"IsPublic": is_public(_policy(call))}}


def delete_bucket_policy(call: Invocation) -> Output:
    only_for_owner(call)
    keep(call, replace(bucket(call), policy=None))
    return {}


def _policy(call: Invocation) -> str:
    policy = bucket(call).policy
    if policy is None:
        raise ServiceError("NoSuchBucketPolicy", "The bucket policy does not exist", 404)
    return policy


OPERATIONS = {
    "PutBucketPolicy": MappedOperation(put_bucket_policy, writes=True, precondition=bucket_exists),
    "GetBucketPolicy": MappedOperation(get_bucket_policy, precondition=bucket_exists),
    "GetBucketPolicyStatus": MappedOperation(get_bucket_policy_status, precondition=bucket_exists),
    "DeleteBucketPolicy": MappedOperation(delete_bucket_policy, writes=True, precondition=bucket_exists),
}
