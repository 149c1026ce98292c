"""SecureString parameters.

AWS page: "AWS KMS encryption for AWS Systems Manager Parameter Store SecureString parameters". The key aws/ssm asks for
nothing more; with a customer managed key the caller needs permission on that, too.
"""

import base64
import hashlib

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.kms import on_behalf
from iamlab.cloud.services.operation import Invocation
from iamlab.cloud.state.ssm import ParameterVersion

SECURE = "SecureString"
OWN_KEY = "alias/aws/ssm"
_CIPHERTEXT_BYTES = 132


def require_encrypting(call: Invocation, arn: str, key: str, tier: str) -> None:
    """Raise ServiceError unless the caller may encrypt a parameter's value with a key."""
    # "Protecting SecureString parameters": advanced parameters are encrypted with a data key.
    _require(call, "GenerateDataKey" if tier == "Advanced" else "Encrypt", arn, key)


def shown(call: Invocation, arn: str, version: ParameterVersion) -> str:
    """The value as it is answered: a SecureString as a ciphertext, unless the call says WithDecryption."""
    decrypted = bool(call.parameters.get("WithDecryption", False))
    if version.type != SECURE:
        return version.value
    if not decrypted:
        seed = f"parameter/{call.company.seed}/{arn}/{version.number}"
        return "AQICAH" + base64.b64encode(hashlib.shake_256(seed.encode()).digest(_CIPHERTEXT_BYTES)).decode()
    _require(call, "Decrypt", arn, version.key)
    return version.value


def _require(call: Invocation, operation: str, arn: str, key: str) -> None:
    if key.endswith(OWN_KEY):
        return
    try:
        on_behalf.require(call, "ssm", (operation,), key, arn.split(":")[4], {"PARAMETER_ARN": arn})
    except ServiceError as error:
        code = "AccessDeniedException" if on_behalf.reason(error) == "AccessDenied" else "InvalidKeyId"
        raise ServiceError(code, error.message) from None
