"""Bytes on the command line and in what it prints: Base64 text, unless a file or an option says otherwise.

AWS page: "Common parameter types in the AWS CLI" (Blob), "cli_binary_format". What names a file is bytes already
(`fileb://`, and the body of an upload).
"""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from botocore.model import Shape

from iamlab.cloud import blobs
from iamlab.cloud.cli.usage import GENERAL_ERROR, UsageError

BASE64 = "base64"
FORMATS = (BASE64, "raw-in-base64-out")
SETTING = "cli_binary_format"
_SHOWN = 200


def read(parameters: Mapping[str, Any], shape: Shape | None, form: str = BASE64) -> dict[str, Any]:
    """Return parameters with bytes for what was typed as text; `form` is one of FORMATS.

    Raises UsageError for text that is no Base64.
    """
    change = _from_base64 if form == BASE64 else _raw
    found: dict[str, Any] = blobs.replaced(parameters, shape, change) if shape else dict(parameters)
    return found


def in_file(content: bytes, name: str) -> tuple[str, str]:
    """Return the text that a file of the workspace gets for a body, and what there is to say about it."""
    text = blobs.text_of(content)
    if text is not None:
        return text, ""
    return blobs.encoded(content), f"Files here are text, and this body is none: {name} holds it in Base64."


def _from_base64(given: str | bytes) -> bytes:
    if isinstance(given, bytes):
        return given
    try:
        return base64.b64decode(given)  # which passes over what is no letter of Base64, as the AWS CLI does
    except (binascii.Error, ValueError):
        raise UsageError(f'\nInvalid base64: "{given[:_SHOWN]}"', GENERAL_ERROR) from None


def _raw(given: str | bytes) -> bytes:
    return given if isinstance(given, bytes) else given.encode(errors="replace")
