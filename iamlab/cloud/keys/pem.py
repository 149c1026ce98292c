"""PEM: a name, and bytes in base64, between two lines of dashes (RFC 7468)."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass

_BEGIN, _END, _DASHES = "-----BEGIN ", "-----END ", "-----"
_LINE = 64


@dataclass(frozen=True, slots=True)
class Block:
    """`label` is the name, such as CERTIFICATE."""

    label: str
    der: bytes


def blocks(text: str) -> list[Block]:
    """Return the blocks of a text that holds nothing else; raises ValueError for any other text."""
    lines = (line.strip() for line in text.splitlines())
    return list(_blocks(line for line in lines if line))


def written(label: str, der: bytes) -> str:
    """Return bytes as a PEM text that ends with a line end."""
    body = base64.b64encode(der).decode()
    rows = [body[start : start + _LINE] for start in range(0, len(body), _LINE)]
    return "\n".join([f"{_BEGIN}{label}{_DASHES}", *rows, f"{_END}{label}{_DASHES}", ""])


def _blocks(lines: Iterator[str]) -> Iterator[Block]:
    for line in lines:
        if not (line.startswith(_BEGIN) and line.endswith(_DASHES)):
            raise ValueError("text outside of a block")
        label = line[len(_BEGIN) : -len(_DASHES)]
        yield Block(label, _body(label, lines))


def _body(label: str, lines: Iterator[str]) -> bytes:
    body: list[str] = []
    for line in lines:
        if line == f"{_END}{label}{_DASHES}":
            try:
                return base64.b64decode("".join(body), validate=True)
            except binascii.Error:
                raise ValueError("not base64") from None
        body.append(line)
    raise ValueError("no end of the block")
