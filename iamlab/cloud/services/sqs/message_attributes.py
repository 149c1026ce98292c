"""The attributes that senders give to messages: bytes in calls and answers, Base64 text where they are kept."""

import base64
from collections.abc import Mapping
from typing import Any

from iamlab.cloud import blobs

Attributes = dict[str, dict[str, Any]]

_BINARY = "BinaryValue"


def kept(given: Mapping[str, Mapping[str, Any]]) -> Attributes:
    """Attributes of a call as state keeps them."""
    return {
        name: {part: blobs.encoded(value) if isinstance(value, bytes) else value for part, value in one.items()}
        for name, one in given.items()
    }


def shown(held: Mapping[str, Mapping[str, Any]]) -> Attributes:
    """Attributes that are kept, as an answer has them."""
    return {
        name: {part: base64.b64decode(value) if part == _BINARY else value for part, value in one.items()}
        for name, one in held.items()
    }
