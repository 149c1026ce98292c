"""The binary condition operator ("IAM JSON policy elements: Condition operators").

Both sides are base64, and the bytes that they stand for are compared.
"""

import base64
import binascii

from iamlab.policy.conditions.comparison import Comparison
from iamlab.policy.variables import Part, plain_text


def decoded(text: str) -> bytes | None:
    """The bytes, or None where `text` is not base64 with its padding."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _prepare(parts: tuple[Part, ...]) -> bytes | None:
    return decoded(plain_text(parts))


OPERATORS = {"BinaryEquals": Comparison(_prepare, decoded, kind="binary")}
