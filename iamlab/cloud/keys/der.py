"""DER: values in their lengths, read one level at a time (X.690)."""

from dataclasses import dataclass

INTEGER, BIT_STRING, OCTET_STRING, NULL, OBJECT_ID, SEQUENCE = 0x02, 0x03, 0x04, 0x05, 0x06, 0x30
UTC_TIME, GENERALIZED_TIME = 0x17, 0x18

_LONG = 0x80
_LONGEST_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Value:
    tag: int
    content: bytes

    def items(self) -> list["Value"]:
        """Return the values that this one is made of; raises ValueError when it is not made of values."""
        return read_all(self.content)

    def integer(self) -> int:
        if self.tag != INTEGER:
            raise ValueError("not an integer")
        return int.from_bytes(self.content, "big", signed=True)


def read(data: bytes) -> Value:
    """Return the one value that `data` is; raises ValueError for anything else."""
    found = read_all(data)
    if len(found) != 1:
        raise ValueError("not one value")
    return found[0]


def read_all(data: bytes) -> list[Value]:
    """Return the values that follow each other in `data`; raises ValueError where it ends too early."""
    found: list[Value] = []
    at = 0
    while at < len(data):
        if at + 2 > len(data):
            raise ValueError("ends too early")
        tag, length, start = data[at], data[at + 1], at + 2
        if length >= _LONG:
            count = length - _LONG
            if not 0 < count <= _LONGEST_LENGTH or start + count > len(data):
                raise ValueError("not a length")
            length, start = int.from_bytes(data[start : start + count], "big"), start + count
        if start + length > len(data):
            raise ValueError("ends too early")
        found.append(Value(tag, data[start : start + length]))
        at = start + length
    return found


def written(tag: int, *parts: bytes) -> bytes:
    """Return a value of parts that are written already."""
    content = b"".join(parts)
    if len(content) < _LONG:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes([tag, _LONG + len(length)]) + length + content


def integer(number: int) -> bytes:
    """Return a number that is not negative, written."""
    return written(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))
