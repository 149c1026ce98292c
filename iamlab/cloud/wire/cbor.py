"""CBOR, as much of it as the Smithy RPC protocol uses. RFC 8949; Smithy page: "Smithy RPC v2 CBOR protocol"."""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from iamlab.cloud.wire.refusals import Reason, RefusedError

_DEEPEST = 60
_INDEFINITE = 31
_TIMESTAMP = 1
_LATEST = 253_402_300_799  # the last second of the year 9999
_SIMPLE: dict[int, Any] = {20: False, 21: True, 22: None, 23: None}
_FLOATS = {25: (">e", 2), 26: (">f", 4), 27: (">d", 8)}
_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}


def parsed(body: bytes) -> Any:
    """Return what a body says: maps with text keys, lists, numbers, text, bytes, moments. Raises RefusedError."""
    if not body:
        return {}
    reader = _Reader(body)
    try:
        value = reader.item(0)
    except (IndexError, ValueError, struct.error, OverflowError, TypeError):
        raise RefusedError(Reason.MALFORMED, "The body is not CBOR.") from None
    if reader.place != len(body):
        raise RefusedError(Reason.MALFORMED, "The body goes on after its end.")
    return value


class _Reader:
    def __init__(self, body: bytes) -> None:
        self._body = body
        self.place = 0

    def item(self, depth: int) -> Any:
        if depth > _DEEPEST:
            raise ValueError
        first = self._body[self.place]
        self.place += 1
        major, low = first >> 5, first & 31
        if major == 7:
            return self._simple(low)
        if major in (2, 3):
            taken = self._bytes(major, low)
            return taken if major == 2 else taken.decode()
        if major == 4:
            return [self.item(depth + 1) for _ in self._each(low)]
        if major == 5:
            return {self._key(depth): self.item(depth + 1) for _ in self._each(low)}
        number = self._number(low)
        if major == 6:
            return self._tagged(number, depth)
        return number if major == 0 else -1 - number

    def _key(self, depth: int) -> str:
        key = self.item(depth + 1)
        if not isinstance(key, str):
            raise ValueError
        return key

    def _each(self, low: int) -> Any:
        """Count the elements of a list or a map; an indefinite one ends with a mark. Each takes a byte at least."""
        if low != _INDEFINITE:
            count = self._number(low)
            if count > len(self._body):
                raise ValueError
            yield from range(count)
            return
        while self._body[self.place] != 0xFF:
            yield None
        self.place += 1

    def _bytes(self, major: int, low: int) -> bytes:
        if low != _INDEFINITE:
            return self._take(self._number(low))
        parts = []
        while self._body[self.place] != 0xFF:
            first = self._body[self.place]
            if first >> 5 != major or first & 31 == _INDEFINITE:
                raise ValueError
            self.place += 1
            parts.append(self._take(self._number(first & 31)))
        self.place += 1
        return b"".join(parts)

    def _tagged(self, tag: int, depth: int) -> Any:
        value = self.item(depth + 1)
        if tag != _TIMESTAMP:
            return value
        if not 0 <= value <= _LATEST:
            raise ValueError
        return datetime.fromtimestamp(value, UTC)

    def _simple(self, low: int) -> Any:
        if low in _FLOATS:
            kind, size = _FLOATS[low]
            return struct.unpack(kind, self._take(size))[0]
        if low not in _SIMPLE:
            raise ValueError
        return _SIMPLE[low]

    def _number(self, low: int) -> int:
        if low < 24:
            return low
        if low not in _SIZES:
            raise ValueError
        return int.from_bytes(self._take(_SIZES[low]), "big")

    def _take(self, size: int) -> bytes:
        taken = self._body[self.place : self.place + size]
        if len(taken) != size:
            raise ValueError
        self.place += size
        return taken


def written(value: Any) -> bytes:
    """Return the bytes for a value of the types that `parsed` returns."""
    if isinstance(value, bool) or value is None:
        return bytes([0xF6 if value is None else 0xF4 + value])
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, str):
        encoded = value.encode()
        return _head(3, len(encoded)) + encoded
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, datetime):
        return _head(6, _TIMESTAMP) + written(int(value.timestamp()))
    if isinstance(value, Mapping):
        return _head(5, len(value)) + b"".join(written(key) + written(item) for key, item in value.items())
    return _head(4, len(value)) + b"".join(map(written, value))


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    low, size = next((low, size) for low, size in _SIZES.items() if number < 256**size)
    return bytes([major << 5 | low]) + number.to_bytes(size, "big")
