"""The customer managed key of a secret, which whoever reads or writes it must be allowed to use.

AWS page: "Secret encryption and decryption in AWS Secrets Manager". The key
aws/secretsmanager asks for nothing, and is of use in its own account only.
"""

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.kms import on_behalf
from iamlab.cloud.services.operation import Invocation

_OWN = "alias/aws/secretsmanager"


def require_encrypting(call: Invocation, key: str, secret_arn: str, version_id: str) -> None:
    """Raise ServiceError unless the caller may encrypt with a key (as the secret names it; "" is AWS's own)."""
    _require(call, ("GenerateDataKey", "Decrypt"), key, secret_arn, version_id, "Encryption", "encrypt")


def require_decrypting(call: Invocation, key: str, secret_arn: str, version_id: str) -> None:
    """Raise ServiceError unless the caller may decrypt with a key."""
    _require(call, ("Decrypt",), key, secret_arn, version_id, "Decryption", "decrypt")


def _require(
    call: Invocation, operations: tuple[str, ...], key: str, secret_arn: str, version_id: str, noun: str, verb: str
) -> None:
    owner = secret_arn.split(":")[4]
    if not key or key.endswith(_OWN):
        if owner != call.caller.account_id:
            raise ServiceError(
                "InvalidRequestException",
                "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS"
                " service key.",
            )
        return
    context = {"SecretARN": secret_arn, "SecretVersionId": version_id}
    try:
        on_behalf.require(call, "secretsmanager", operations, key, owner, context)
    except ServiceError as error:
        if on_behalf.reason(error) == "AccessDenied":
            raise ServiceError("AccessDeniedException", "Access to KMS is not allowed") from None
        raise ServiceError(
            f"{noun}Failure",
            f"Secrets Manager can't {verb} the protected secret text using the provided KMS key. ({error.message})",
        ) from None
