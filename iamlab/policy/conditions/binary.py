"""The binary condition operator ("IAM JSON policy elements: Condition operators"): both sides are base64."""

import base64
import binascii

from iamlab.policy.conditions.comparison import Comparison
from iamlab.policy.variables import Part, plain_text


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _wanted(parts: tuple[Part, ...]) -> bytes | None:
    return _decoded(plain_text(parts))


def _matches(wanted: bytes, value: str) -> bool:
    return _decoded(value) == wanted


OPERATORS = {"BinaryEquals": Comparison(_wanted, _matches, kind="binary")}
