"""The kinds of keys and what each is for. AWS page: "Key spec reference"."""

from typing import Any

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.state.kms import ENCRYPTING, SYMMETRIC, Key

_SIGNING = "SIGN_VERIFY"
_AGREEING = "KEY_AGREEMENT"
_MAC = "GENERATE_VERIFY_MAC"

_RSA_ENCRYPTION = ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"]
_RSA_SIGNING = [f"RSASSA_{padding}_SHA_{size}" for padding in ("PKCS1_V1_5", "PSS") for size in (256, 384, 512)]

# Key spec -> usage -> what KeyMetadata says of the algorithms.
SPECS: dict[str, dict[str, dict[str, list[str]]]] = {
    SYMMETRIC: {ENCRYPTING: {"EncryptionAlgorithms": [SYMMETRIC]}},
    **{
        f"RSA_{size}": {
            ENCRYPTING: {"EncryptionAlgorithms": _RSA_ENCRYPTION},
            _SIGNING: {"SigningAlgorithms": _RSA_SIGNING},
        }
        for size in (2048, 3072, 4096)
    },
    **{
        f"ECC_NIST_P{size}": {
            _SIGNING: {"SigningAlgorithms": [f"ECDSA_SHA_{digest}"]},
            _AGREEING: {"KeyAgreementAlgorithms": ["ECDH"]},
        }
        for size, digest in ((256, 256), (384, 384), (521, 512))
    },
    "ECC_SECG_P256K1": {_SIGNING: {"SigningAlgorithms": ["ECDSA_SHA_256"]}},
    **{f"HMAC_{size}": {_MAC: {"MacAlgorithms": [f"HMAC_SHA_{size}"]}} for size in (224, 256, 384, 512)},
}


def usage(spec: str, asked: str) -> str:
    """The usage of a new key; raises ServiceError ValidationException where the two do not go together."""
    if spec not in SPECS:
        raise ServiceError("UnsupportedOperationException", f"This lab makes keys of these specs: {', '.join(SPECS)}.")
    if not asked:
        if spec != SYMMETRIC:
            raise ServiceError(
                "ValidationException",
                "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
            )
        return ENCRYPTING
    if asked not in SPECS[spec]:
        raise ServiceError("ValidationException", f"KeyUsage {asked} is not compatible with KeySpec {spec}")
    return asked


def algorithms(key: Key) -> dict[str, Any]:
    return {name: list(values) for name, values in SPECS[key.spec][key.usage].items()}


def check_symmetric(key: Key, operation: str) -> None:
    """Raise ServiceError unless a key encrypts symmetrically, which is all that this lab does with keys."""
    if key.usage != ENCRYPTING:
        raise ServiceError(
            "InvalidKeyUsageException", f"{key.arn} key usage is {key.usage} which is not valid for {operation}."
        )
    if key.spec != SYMMETRIC:
        raise ServiceError(
            "UnsupportedOperationException",
            f"{key.arn} is of key spec {key.spec}; this lab encrypts with {SYMMETRIC} keys only.",
        )
