"""Whether CloudTrail may deliver logs. AWS page: "Amazon S3 bucket policy for CloudTrail"."""

from iamlab.cloud import identifiers, resources
from iamlab.cloud.applied_policies import layers
from iamlab.cloud.callers import Caller
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.kms import lookup
from iamlab.cloud.services.operation import Invocation
from iamlab.evaluator import Request, authorize

_SERVICE = "cloudtrail.amazonaws.com"


def check_bucket(call: Invocation, bucket: str, prefix: str, trail_arn: str) -> None:
    """Raise ServiceError unless the bucket is there and its policy lets CloudTrail write to it, for this trail."""
    if call.company.bucket(bucket) is None:
        raise ServiceError("S3BucketDoesNotExistException", f"S3 bucket {bucket} does not exist!")
    key = f"{prefix}/AWSLogs/{call.account.id}/CloudTrail" if prefix else f"AWSLogs/{call.account.id}/CloudTrail"
    written = identifiers.object_arn(bucket, key)
    if not (
        _allows(call, "s3:GetBucketAcl", identifiers.bucket_arn(bucket), trail_arn)
        and _allows(call, "s3:PutObject", written, trail_arn)
    ):
        raise ServiceError(
            "InsufficientS3BucketPolicyException", f"Incorrect S3 bucket policy is detected for bucket: {bucket}"
        )


def checked_key(call: Invocation, key: str, bucket: str, trail_arn: str) -> str:
    """Return the ARN of the key that logs are to be encrypted with, which must let CloudTrail do so.

    AWS page: "Configure AWS KMS key policies for CloudTrail".
    """
    try:
        found = lookup.named(call, key)
    except ServiceError:
        raise ServiceError("KmsKeyNotFoundException", f"KMS key {key[:300]} does not exist.") from None
    if not found.enabled or found.deletion:
        raise ServiceError("KmsKeyDisabledException", f"KMS key {found.arn} is disabled.")
    if not _allows(call, "kms:GenerateDataKey", found.arn, trail_arn):
        raise ServiceError(
            "InsufficientEncryptionPolicyException",
            f"Insufficient permissions to access S3 bucket {bucket} or KMS key {found.arn}.",
        )
    return found.arn


def _allows(call: Invocation, action: str, resource: str, trail_arn: str) -> bool:
    """Whether the resource's policy lets CloudTrail do it on behalf of the trail."""
    found = resources.find(call.company, resource, action)
    context = {
        "aws:SourceArn": trail_arn,
        "aws:SourceAccount": call.account.id,
        "aws:SecureTransport": "true",
        "kms:EncryptionContext:aws:cloudtrail:arn": trail_arn,
        "s3:x-amz-acl": "bucket-owner-full-control",
    }
    owner = found.account_id if found else call.account.id
    request = Request(_SERVICE, action, resource, resource_account=owner, context=context)
    return authorize(request, layers(call.company, Caller(_SERVICE, "", ""), found)).allowed
