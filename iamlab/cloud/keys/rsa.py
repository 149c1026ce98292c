"""RSA keys in the encodings that IAM takes: a modulus and an exponent (RFC 8017, RFC 4253, RFC 5280)."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from iamlab.cloud.keys import der, pem

_SSH = "ssh-rsa"
_OBJECT_ID = bytes.fromhex("2a864886f70d010101")  # rsaEncryption, 1.2.840.113549.1.1.1
_PUBLIC_LABEL, _RSA_PUBLIC_LABEL = "PUBLIC KEY", "RSA PUBLIC KEY"
_PRIVATE_LABEL, _RSA_PRIVATE_LABEL = "PRIVATE KEY", "RSA PRIVATE KEY"
_LENGTH_BYTES = 4


@dataclass(frozen=True, slots=True)
class PublicKey:
    modulus: int
    exponent: int

    @property
    def bits(self) -> int:
        return self.modulus.bit_length()

    def ssh(self) -> str:
        """The key as `ssh-rsa AAAA...`."""
        return f"{_SSH} {base64.b64encode(self._wire()).decode()}"

    def pem(self) -> str:
        """The key as a PUBLIC KEY block."""
        key = der.written(der.SEQUENCE, der.integer(self.modulus), der.integer(self.exponent))
        algorithm = der.written(der.SEQUENCE, der.written(der.OBJECT_ID, _OBJECT_ID), der.written(der.NULL))
        return pem.written(
            _PUBLIC_LABEL, der.written(der.SEQUENCE, algorithm, der.written(der.BIT_STRING, b"\0" + key))
        )

    def fingerprint(self) -> str:
        """The MD5 digest that IAM shows, in pairs of digits."""
        return hashlib.md5(self._wire(), usedforsecurity=False).digest().hex(":")

    def _wire(self) -> bytes:
        parts = [_SSH.encode(), _unsigned(self.exponent), _unsigned(self.modulus)]
        return b"".join(len(part).to_bytes(_LENGTH_BYTES, "big") + part for part in parts)


def public_key(text: str) -> PublicKey:
    """Read a public key in either encoding; raises ValueError for anything else."""
    return _of_ssh(text) if text.startswith(_SSH + " ") else _of_pem(text)


def of_private(block: pem.Block) -> PublicKey | None:
    """The public half of a private key; None where the key is not of RSA, or is encrypted."""
    value = der.read(block.der)
    if block.label == _PRIVATE_LABEL:
        _, algorithm, key, *_ = _items(value, 3)
        if algorithm.items()[0].content != _OBJECT_ID:
            return None
        value = der.read(key.content)
    elif block.label != _RSA_PRIVATE_LABEL:
        return None
    _, modulus, exponent, *_ = _items(value, 3)
    return PublicKey(modulus.integer(), exponent.integer())


def of_certificate_key(information: der.Value) -> PublicKey | None:
    """The key in a SubjectPublicKeyInfo; None where it is not of RSA."""
    algorithm, key, *_ = _items(information, 2)
    if not algorithm.items() or algorithm.items()[0].content != _OBJECT_ID:
        return None
    return _of_sequence(der.read(key.content[1:]))  # the first byte counts unused bits


def _of_ssh(text: str) -> PublicKey:
    try:
        data = base64.b64decode(text.split()[1], validate=True)
    except (IndexError, binascii.Error):
        raise ValueError("not base64") from None
    parts: list[bytes] = []
    while data:
        length = int.from_bytes(data[:_LENGTH_BYTES], "big")
        parts.append(data[_LENGTH_BYTES : _LENGTH_BYTES + length])
        data = data[_LENGTH_BYTES + length :]
    if len(parts) != 3 or parts[0] != _SSH.encode() or not all(parts):
        raise ValueError("not an ssh-rsa key")
    return PublicKey(int.from_bytes(parts[2], "big"), int.from_bytes(parts[1], "big"))


def _of_pem(text: str) -> PublicKey:
    found = pem.blocks(text)
    if len(found) != 1 or found[0].label not in (_PUBLIC_LABEL, _RSA_PUBLIC_LABEL):
        raise ValueError("not one public key")
    value = der.read(found[0].der)
    key = of_certificate_key(value) if found[0].label == _PUBLIC_LABEL else _of_sequence(value)
    if key is None:
        raise ValueError("not an RSA key")
    return key


def _of_sequence(value: der.Value) -> PublicKey:
    modulus, exponent, *_ = _items(value, 2)
    return PublicKey(modulus.integer(), exponent.integer())


def _items(value: der.Value, least: int) -> list[der.Value]:
    found = value.items()
    if value.tag != der.SEQUENCE or len(found) < least:
        raise ValueError("not the sequence of a key")
    return found


def _unsigned(number: int) -> bytes:
    """A number as SSH writes it: with a zero in front where it would look negative."""
    return number.to_bytes(number.bit_length() // 8 + 1, "big")
