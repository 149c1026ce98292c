"""Bytes: what the API calls blobs. A call and its answer have them as bytes, state and records as text."""

import base64
from collections.abc import Callable
from typing import Any

from botocore.model import Shape

from iamlab.cloud.text import first_not_text


def encoded(content: bytes) -> str:
    """Return the Base64 text of bytes (RFC 4648)."""
    return base64.b64encode(content).decode()


def text_of(content: bytes) -> str | None:
    """Return the text that bytes are in UTF-8; None for what is no text."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    return None if first_not_text(text) else text


def replaced(value: Any, shape: Shape, change: Callable[[Any], Any]) -> Any:
    """Return a value that has the types of a shape, with `change` made to each blob in it."""
    kind = shape.type_name
    if kind == "blob":
        return change(value)
    if kind == "structure" and not shape.is_document_type:
        known = shape.members
        return {name: replaced(one, known[name], change) if name in known else one for name, one in value.items()}
    if kind == "list":
        return [replaced(one, shape.member, change) for one in value]
    if kind == "map":
        return {name: replaced(one, shape.value, change) for name, one in value.items()}
    return value
