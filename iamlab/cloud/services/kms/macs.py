"""Message authentication codes. AWS pages: "GenerateMac", "VerifyMac", "HMAC keys in AWS KMS"."""

import hashlib
import hmac

from iamlab.cloud import sealing
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.kms import encryption, lookup, specs, states
from iamlab.cloud.services.operation import Invocation, Output
from iamlab.cloud.state.kms import Key

_USAGE = "GENERATE_VERIFY_MAC"
_HASHES = {
    "HMAC_SHA_224": hashlib.sha224,
    "HMAC_SHA_256": hashlib.sha256,
    "HMAC_SHA_384": hashlib.sha384,
    "HMAC_SHA_512": hashlib.sha512,
}


def generate_mac(call: Invocation) -> Output:
    found, algorithm = _key(call, "GenerateMac"), call.text("MacAlgorithm")
    encryption.check_dry_run(call)
    return {"Mac": _mac(call, found, algorithm), "MacAlgorithm": algorithm, "KeyId": found.arn}


def verify_mac(call: Invocation) -> Output:
    found, algorithm = _key(call, "VerifyMac"), call.text("MacAlgorithm")
    given = call.blob("Mac")
    encryption.check_dry_run(call)
    if not hmac.compare_digest(_mac(call, found, algorithm), given):
        raise ServiceError("KMSInvalidMacException", "")  # AWS KMS says no more
    return {"KeyId": found.arn, "MacValid": True, "MacAlgorithm": algorithm}


def _key(call: Invocation, operation: str) -> Key:
    """The key of the call, once it is one that makes codes, with the algorithm asked for."""
    call.parameters.get("GrantTokens")  # grants count at once here, so that no token is needed
    found = lookup.key(call, alias=True, foreign=True)
    states.check_usable(found)
    if found.usage != _USAGE:
        raise ServiceError(
            "InvalidKeyUsageException", f"{found.arn} key usage is {found.usage} which is not valid for {operation}."
        )
    if call.text("MacAlgorithm") not in specs.algorithms(found)["MacAlgorithms"]:
        raise ServiceError(
            "InvalidKeyUsageException",
            f"Algorithm {call.text('MacAlgorithm')} is incompatible with key spec {found.spec}.",
        )
    return found


def _mac(call: Invocation, key: Key, algorithm: str) -> bytes:
    message = call.blob("Message")
    if not 1 <= len(message) <= encryption.MAX_PLAINTEXT_BYTES:
        raise ServiceError("ValidationException", f"Message has 1 to {encryption.MAX_PLAINTEXT_BYTES} bytes.")
    return hmac.digest(sealing.key(call.company.seed, f"mac/{key.arn}"), message, _HASHES[algorithm])


OPERATIONS = {
    "GenerateMac": lookup.on_key(generate_mac, alias=True, foreign=True),
    "VerifyMac": lookup.on_key(verify_mac, alias=True, foreign=True),
}
