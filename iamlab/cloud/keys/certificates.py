"""X.509 certificates: how long they are good, and whose key they hold (RFC 5280)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from iamlab.cloud.keys import der, pem, rsa

LABEL = "CERTIFICATE"

_VERSION = 0xA0
_HALF_CENTURY = 50
_AFTER_VERSION = 6  # serial number, signature, issuer, validity, subject, key


@dataclass(frozen=True, slots=True)
class Certificate:
    """`key` is None for a key that is not of RSA."""

    der: bytes
    not_after: datetime
    key: rsa.PublicKey | None


def read(text: str) -> list[Certificate]:
    """Read the certificates of a PEM text, in their order; raises ValueError for a text that is anything else."""
    found = pem.blocks(text)
    if not found or any(block.label != LABEL for block in found):
        raise ValueError("not certificates")
    return [_certificate(block.der) for block in found]


def _certificate(data: bytes) -> Certificate:
    whole = der.read(data).items()
    fields = whole[0].items() if whole else []
    if fields and fields[0].tag == _VERSION:
        fields = fields[1:]
    if len(fields) < _AFTER_VERSION:
        raise ValueError("not a certificate")
    validity = fields[3].items()
    if len(validity) != 2:
        raise ValueError("no validity")
    return Certificate(data, _time(validity[1]), rsa.of_certificate_key(fields[5]))


def _time(value: der.Value) -> datetime:
    text = value.content.decode("ascii", "replace")
    if value.tag == der.UTC_TIME:  # two digits of the year: 50 and later are of the last century
        text = ("20" if text[:2].isdigit() and int(text[:2]) < _HALF_CENTURY else "19") + text
    elif value.tag != der.GENERALIZED_TIME:
        raise ValueError("not a time")
    return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
