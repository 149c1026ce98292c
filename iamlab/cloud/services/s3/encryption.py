"""Server-side encryption, and the KMS permissions that it needs.

AWS pages: "Using server-side encryption with AWS KMS keys (SSE-KMS)" (permissions, encryption context); "Setting
default server-side encryption behavior for Amazon S3 buckets".
"""

from collections.abc import Mapping
from typing import Any

from iamlab.cloud import identifiers
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.operation import Context, Invocation
from iamlab.cloud.state.s3 import Bucket, ObjectVersion

SETTING = "ServerSideEncryptionConfiguration"
_AES = "AES256"
_RULE = "ApplyServerSideEncryptionByDefault"
DEFAULT: dict[str, Any] = {"Rules": [{_RULE: {"SSEAlgorithm": _AES}, "BucketKeyEnabled": False}]}


def check_setting(document: Mapping[str, Any]) -> None:
    """Raise ServiceError for a default encryption that does not say how to encrypt."""
    if not document["Rules"] or _RULE not in document["Rules"][0]:
        raise ServiceError(
            "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema"
        )


def of_upload(call: Invocation, held: Bucket, key: str) -> tuple[str, str]:
    """Return the algorithm and the ARN of the KMS key ("" where AWS keeps it) that an object is encrypted with.

    Raises ServiceError for a key that does not exist, and unless the caller may have a data key of it.
    """
    call.parameters.get("BucketKeyEnabled")  # saves calls of KMS; the permissions stay the same
    algorithm, key_id = call.text("ServerSideEncryption"), call.text("SSEKMSKeyId")
    if not algorithm:
        if key_id:
            raise ServiceError(
                "InvalidArgument",
                "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption :"
                " aws:kms",
            )
        rule = held.settings.get(SETTING, DEFAULT)["Rules"][0][_RULE]
        algorithm, key_id = rule["SSEAlgorithm"], rule.get("KMSMasterKeyID", "")
    if algorithm == _AES:
        return algorithm, ""
    arn = _key_arn(call, key_id) if key_id else ""
    _require(call, "kms:GenerateDataKey", arn, identifiers.object_arn(held.name, key))
    return algorithm, arn


def check_reading(call: Invocation, held: Bucket, key: str, found: ObjectVersion) -> None:
    """Raise ServiceError unless the caller may decrypt an object with its key."""
    _require(call, "kms:Decrypt", found.kms_key, identifiers.object_arn(held.name, key))


def shown(found: ObjectVersion) -> dict[str, str]:
    return {"ServerSideEncryption": found.encryption, **({"SSEKMSKeyId": found.kms_key} if found.kms_key else {})}


def _require(call: Invocation, action: str, key_arn: str, object_arn: str) -> None:
    """Ask KMS on behalf of the caller. Whoever may use the bucket may use the key that AWS itself keeps for S3."""
    if key_arn:
        keys: Context = {
            "kms:ViaService": f"s3.{call.region}.amazonaws.com",
            "kms:EncryptionContext:aws:s3:arn": object_arn,
            "kms:EncryptionContextKeys": ["aws:s3:arn"],
            "kms:CallerAccount": call.account.id,
        }
        call.require(action, key_arn, keys)


def _key_arn(call: Invocation, key_id: str) -> str:
    """Return the ARN of a key that is named by its ARN, or in the caller's account by its id or an alias.

    Raises ServiceError where there is none.
    """
    resource = key_id if key_id.startswith("alias/") else f"key/{key_id}"
    own = f"arn:{identifiers.PARTITION}:kms:{call.region}:{call.account.id}:{resource}"
    arn = key_id if key_id.startswith("arn:") else own
    for account in call.company.accounts.values():
        alias = account.kms_aliases.get(arn)
        arn = alias.target if alias else arn
        if arn in account.kms_keys:
            return arn
    raise ServiceError("KMS.NotFoundException", f"Invalid keyId '{key_id[:200]}'")
