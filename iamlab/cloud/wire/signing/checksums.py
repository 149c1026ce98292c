"""The checksums that clients of Amazon S3 send along. AWS page: "Checking object integrity in Amazon S3"."""

import base64
import hashlib
import hmac
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache

from iamlab.cloud.wire.refusals import Reason, RefusedError

_PREFIX = "x-amz-checksum-"
# Reversed polynomials of CRC-32C (Castagnoli) and CRC-64/NVME.
_CRC32C = 0x82F63B78
_CRC64NVME = 0x9A6C9329AC4BC9B5
_LARGEST = 256 * 1024  # no object is as large here, and these two are slow


def check(content: bytes, headers: Mapping[str, str]) -> None:
    """Raise RefusedError where a body is not what its checksums (in headers or trailers) say."""
    _compare("Content-MD5", hashlib.md5(content, usedforsecurity=False).digest, headers.get("content-md5"))
    for name, digest in _DIGESTS.items():
        _compare(name.upper(), lambda digest=digest: digest(content), headers.get(_PREFIX + name))  # type: ignore[misc]


def _compare(name: str, digest: Callable[[], bytes], claimed: str | None) -> None:
    if claimed is None:
        return
    if not hmac.compare_digest(base64.b64encode(digest()), claimed.encode("utf-8", "replace")):
        word = "Content-MD5" if name == "Content-MD5" else f"{name} checksum"
        raise RefusedError(Reason.BAD_DIGEST, f"The {word} you specified did not match the calculated checksum.")


def _crc32(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(4, "big")


def _crc(content: bytes, polynomial: int, bits: int) -> bytes:
    if len(content) > _LARGEST:
        raise RefusedError(Reason.TOO_LARGE)
    ones = (1 << bits) - 1
    table, value = _table(polynomial), ones
    for byte in content:
        value = table[(value ^ byte) & 0xFF] ^ (value >> 8)
    return (value ^ ones).to_bytes(bits // 8, "big")


@lru_cache(maxsize=2)
def _table(polynomial: int) -> list[int]:
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ polynomial if value & 1 else value >> 1
        table.append(value)
    return table


_DIGESTS: dict[str, Callable[[bytes], bytes]] = {
    "crc32": _crc32,
    "crc32c": lambda content: _crc(content, _CRC32C, 32),
    "crc64nvme": lambda content: _crc(content, _CRC64NVME, 64),
    "sha1": lambda content: hashlib.sha1(content, usedforsecurity=False).digest(),
    "sha256": lambda content: hashlib.sha256(content).digest(),
}
