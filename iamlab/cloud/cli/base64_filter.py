"""The command base64: what the AWS CLI prints of a file is often in that form. AWS page: "get-credential-report"."""

import base64
import binascii

from iamlab.cloud.cli import flags
from iamlab.cloud.cli.filters import Given, Printed
from iamlab.cloud.cli.usage import UsageError

_WIDTH = "76"
_LONG = {"--decode": "-d", "-D": "-d", "--wrap": "-w"}


def base64_text(words: list[str], given: Given) -> Printed:
    """Write a text in base64, or with -d read one; bytes that are no text come out as replacement characters."""
    options, names = flags.split("base64", [_short(word) for word in words], plain="d", valued="w")
    text = given.text("base64", names)
    if "d" not in options:
        return Printed(_wrapped(base64.b64encode(text.encode("utf-8", "replace")).decode(), options.get("w", _WIDTH)))
    try:
        return Printed(base64.b64decode("".join(text.split()), validate=True).decode("utf-8", "replace"))
    except (binascii.Error, ValueError):
        raise UsageError("base64: invalid input", 1) from None


def _short(word: str) -> str:
    name, _, value = word.partition("=")
    return _LONG[name] + value if name in _LONG else word


def _wrapped(text: str, asked: str) -> str:
    width = flags.number("base64", asked)
    if not width:
        return text
    return "".join(f"{text[start : start + width]}\n" for start in range(0, len(text), width))
