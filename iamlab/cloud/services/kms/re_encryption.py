"""ReEncrypt: from one key to another inside of AWS KMS. AWS page: "ReEncrypt" (it asks for one permission on each)."""

from iamlab.cloud.services.kms import encryption, lookup
from iamlab.cloud.services.operation import Context, Invocation, Operation, Output
from iamlab.cloud.state.kms import SYMMETRIC, Key

_SOURCE, _DESTINATION = "SourceEncryptionContext", "DestinationEncryptionContext"


def re_encrypt(call: Invocation) -> Output:
    source, destination = _source(call), lookup.key(call, "DestinationKeyId", alias=True, foreign=True)
    call.require("kms:ReEncryptTo", destination.arn, _keys(call, _DESTINATION))
    encryption.usable(call, source, "ReEncrypt")
    encryption.usable(call, destination, "ReEncrypt")
    for name in ("SourceEncryptionAlgorithm", "DestinationEncryptionAlgorithm"):
        encryption.check_algorithm(call, name)
    plaintext = encryption.opened(call, source, encryption.context(call, _SOURCE))
    encryption.check_dry_run(call)
    return {
        "CiphertextBlob": encryption.sealed(call, destination, plaintext, encryption.context(call, _DESTINATION)),
        "SourceKeyId": source.arn,
        "KeyId": destination.arn,
        "SourceEncryptionAlgorithm": SYMMETRIC,
        "DestinationEncryptionAlgorithm": SYMMETRIC,
    }


def _source(call: Invocation) -> Key:
    if "SourceKeyId" in call.parameters:
        return lookup.key(call, "SourceKeyId", alias=True, foreign=True)
    return encryption.key_of_ciphertext(call)


def _source_arn(call: Invocation) -> str:
    return _source(call).arn


def _source_keys(call: Invocation) -> Context:
    return _keys(call, _SOURCE)


def _keys(call: Invocation, parameter: str) -> Context:
    """The condition keys of one of the two contexts ("AWS KMS condition keys": kms:EncryptionContext:context-key)."""
    bound = encryption.context(call, parameter)
    keys: Context = {"kms:CallerAccount": call.caller.account_id}
    keys |= {f"kms:EncryptionContext:{name}": value for name, value in bound.items()}
    return keys | ({"kms:EncryptionContextKeys": list(bound)} if bound else {})


OPERATIONS = {"ReEncrypt": Operation("kms:ReEncryptFrom", _source_arn, re_encrypt, context=_source_keys)}
