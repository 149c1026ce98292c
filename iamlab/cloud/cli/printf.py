"""`printf FORMAT VALUE...`. Standard: "Utilities", printf (POSIX.1-2017), of whose conversions it has %s, %d and %%."""

import re

from iamlab.cloud.cli.filters import MAX_CHARACTERS, Given, Printed
from iamlab.cloud.cli.usage import UsageError

_PIECE = re.compile(r"%([sd%])|\\([nt\\\"])|([^%\\]+)|(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\", '"': '"'}


def printf(words: list[str], given: Given) -> Printed:
    """Print the format, again and again until all values are used up."""
    if not words:
        raise UsageError("printf: which format? `printf '%s\\n' VALUE...` prints each value on a line.", 1)
    pieces, left = list(_PIECE.finditer(words[0])), list(reversed(words[1:]))
    consumes = any(piece[1] in ("s", "d") for piece in pieces)
    printed: list[str] = []
    size = 0
    while True:
        for piece in pieces:
            text = _printed(piece, left)
            printed.append(text)
            size += len(text)
        if not (left and consumes) or size > MAX_CHARACTERS:
            return Printed("".join(printed))


def _printed(piece: re.Match[str], left: list[str]) -> str:
    """What a piece of the format comes to; a conversion takes the last of the values that are left."""
    if piece[1] == "%":
        return "%"
    if piece[1]:
        return _converted(piece[1], left.pop() if left else "")
    return _ESCAPES[piece[2]] if piece[2] else str(piece[3] or piece[4])


def _converted(conversion: str, value: str) -> str:
    if conversion == "s":
        return value
    if not value.removeprefix("-").isdecimal() and value:
        raise UsageError(f"printf: {value[:100]}: invalid number", 1)
    return value or "0"
