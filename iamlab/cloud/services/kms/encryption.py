"""Encrypting and decrypting with KMS keys. AWS pages: "Encrypt", "Decrypt", "GenerateDataKey", "Encryption context"."""

import base64
from collections.abc import Mapping
from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services import chance
from iamlab.cloud.services.kms import ciphertexts, lookup, specs, states
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.kms import SYMMETRIC, Key

MAX_PLAINTEXT_BYTES = 4_096
_DATA_KEY_BYTES = {"AES_128": 16, "AES_256": 32}
_MAX_RANDOM_BYTES = 1_024


def encrypt(call: Invocation) -> Output:
    found = usable(call, lookup.key(call, alias=True, foreign=True), "Encrypt")
    check_algorithm(call, "EncryptionAlgorithm")
    plaintext = call.blob("Plaintext")
    if not 1 <= len(plaintext) <= MAX_PLAINTEXT_BYTES:
        raise ServiceError(
            "ValidationException",
            "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length"
            f" between 1 and {MAX_PLAINTEXT_BYTES}",
        )
    check_dry_run(call)
    return {
        "CiphertextBlob": sealed(call, found, plaintext, context(call)),
        "KeyId": found.arn,
        "EncryptionAlgorithm": SYMMETRIC,
    }


def decrypt(call: Invocation) -> Output:
    found = usable(call, _decrypting_key(call), "Decrypt")
    check_algorithm(call, "EncryptionAlgorithm")
    check_dry_run(call)
    return {"KeyId": found.arn, "Plaintext": opened(call, found, context(call)), "EncryptionAlgorithm": SYMMETRIC}


def generate_data_key(call: Invocation) -> Output:
    found = usable(call, lookup.key(call, alias=True, foreign=True), "GenerateDataKey")
    length = _data_key_length(call)
    check_dry_run(call)
    plaintext = _random(call, length)
    blob = sealed(call, found, plaintext, context(call))
    return {"CiphertextBlob": blob, "Plaintext": plaintext, "KeyId": found.arn}


def generate_data_key_without_plaintext(call: Invocation) -> Output:
    made = generate_data_key(call)
    return {"CiphertextBlob": made["CiphertextBlob"], "KeyId": made["KeyId"]}


def generate_random(call: Invocation) -> Output:
    length = int(call.parameters.get("NumberOfBytes", 0))
    if not 1 <= length <= _MAX_RANDOM_BYTES:
        raise ServiceError("ValidationException", f"NumberOfBytes must be between 1 and {_MAX_RANDOM_BYTES}.")
    return {"Plaintext": _random(call, length)}


def usable(call: Invocation, key: Key, operation: str) -> Key:
    """Return the key, once it is one to encrypt with; grants count at once here, so that no token is needed."""
    call.parameters.get("GrantTokens")
    states.check_usable(key)
    specs.check_symmetric(key, operation)
    return key


def check_algorithm(call: Invocation, parameter: str) -> None:
    asked = call.text(parameter, SYMMETRIC)
    if asked != SYMMETRIC:
        raise ServiceError("InvalidKeyUsageException", f"Algorithm {asked} is incompatible with key spec {SYMMETRIC}.")


def check_dry_run(call: Invocation) -> None:
    if call.parameters.get("DryRun", False):
        raise ServiceError(
            "DryRunOperationException", "The request would have succeeded, but the DryRun option is set.", 412
        )


def context(call: Invocation, parameter: str = "EncryptionContext") -> dict[str, str]:
    return dict(call.parameters.get(parameter) or {})


def sealed(call: Invocation, key: Key, plaintext: bytes, bound: Mapping[str, str]) -> bytes:
    return ciphertexts.seal(call.company.seed, key, plaintext, bound, chance.fresh(call))


def opened(call: Invocation, key: Key, bound: Mapping[str, str]) -> bytes:
    """Return what the call's ciphertext holds; raises ServiceError where it is another key's, or was changed."""
    ciphertext = call.blob("CiphertextBlob")
    if ciphertexts.key_of(ciphertext, [key]) is None:
        raise ServiceError(
            "IncorrectKeyException",
            "The key ID in the request does not identify a CMK that can perform this operation.",
        )
    return ciphertexts.unseal(call.company.seed, key, ciphertext, bound)


def key_of_ciphertext(call: Invocation) -> Key:
    """Return the key that the call's ciphertext names: a symmetric one need not be given."""
    keys = (
        key
        for account in call.company.accounts.values()
        for key in account.kms_keys.values()
        if lookup.find(call.company, key.arn, call.now) and f":{call.region}:" in key.arn
    )
    found = ciphertexts.key_of(call.blob("CiphertextBlob"), keys)
    if found is None:
        raise ciphertexts.invalid()
    return found


def _random(call: Invocation, length: int) -> bytes:
    """As many bytes as are asked for, all of them letters and digits, so that files of the terminal can hold them."""
    digests = chance.digests(call, "kms")
    taken = b"".join(next(digests) for _ in range(length // 32 + 1))
    return base64.b64encode(taken)[:length]


def _decrypting_key(call: Invocation) -> Key:
    if "KeyId" in call.parameters:
        return lookup.key(call, alias=True, foreign=True)
    return key_of_ciphertext(call)


def _data_key_length(call: Invocation) -> int:
    spec, count = call.text("KeySpec"), call.parameters.get("NumberOfBytes")
    if bool(spec) == (count is not None):
        raise ServiceError("ValidationException", "Please specify either number of bytes or key spec.")
    return _DATA_KEY_BYTES[spec] if spec else int(count or 0)


def _known(call: Invocation) -> Mapping[str, Any]:
    found = _decrypting_key(call)
    return {"KeyId": found.arn, **lookup.facts(call, found, call.text("KeyId"))}


OPERATIONS = {
    "Encrypt": lookup.on_key(encrypt, alias=True, foreign=True),
    "Decrypt": MappedOperation(decrypt, known=_known),
    "GenerateDataKey": lookup.on_key(generate_data_key, alias=True, foreign=True),
    "GenerateDataKeyWithoutPlaintext": lookup.on_key(generate_data_key_without_plaintext, alias=True, foreign=True),
    "GenerateRandom": MappedOperation(generate_random),
}
