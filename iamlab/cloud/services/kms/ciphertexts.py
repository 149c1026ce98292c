"""What a KMS key makes of a plaintext: bytes that only that key of that sandbox opens again, unchanged.

AWS page: "Encryption context" (additional authenticated data). The key and the context are part of what it is sealed
for, so that nothing opens with another of either; nothing is kept, as all follows from the sandbox's seed. The bytes
are those of a text, which files of the terminal can hold.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

from iamlab.cloud import sealing
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.state.kms import Key

_HEADER = b"AQICAH"
_NAME_LENGTH = 32
_START = len(_HEADER) + _NAME_LENGTH
_FRESH_BYTES = 16
_LONGEST = 6_144


def seal(seed: str, key: Key, plaintext: bytes, context: Mapping[str, str], fresh: str) -> bytes:
    """Return the ciphertext. `fresh` is a text that differs from call to call, so that ciphertexts do, too."""
    before = hashlib.sha256(fresh.encode()).digest()[:_FRESH_BYTES]
    return _HEADER + _name(key) + sealing.seal(seed, _purpose(key, context), before + plaintext).encode()


def unseal(seed: str, key: Key, ciphertext: bytes, context: Mapping[str, str]) -> bytes:
    """Return the plaintext; raises ServiceError InvalidCiphertextException for another key or context, or a change."""
    sealed = ciphertext[_START:].decode("ascii", "replace")
    content = sealing.open_sealed(seed, _purpose(key, context), sealed)
    if content is None:
        raise invalid()
    return content[_FRESH_BYTES:]


def key_of(ciphertext: bytes, keys: Iterable[Key]) -> Key | None:
    """Return which of the keys a ciphertext names; raises ServiceError for what is no ciphertext."""
    if not ciphertext.startswith(_HEADER) or len(ciphertext) > _LONGEST:
        raise invalid()
    name = ciphertext[len(_HEADER) : _START]
    return next((key for key in keys if _name(key) == name), None)


def invalid() -> ServiceError:
    return ServiceError("InvalidCiphertextException", "")  # AWS KMS says no more


def _purpose(key: Key, context: Mapping[str, str]) -> str:
    return f"kms/{key.arn}/{json.dumps(sorted(context.items()))}"


def _name(key: Key) -> bytes:
    return hashlib.sha256(key.arn.encode()).hexdigest()[:_NAME_LENGTH].encode()
