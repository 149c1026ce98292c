"""The MD5 digests by which a client sees that a message arrived whole.

AWS page: "Calculating the MD5 message digest for message attributes".
"""

import hashlib
from collections.abc import Mapping
from typing import Any


def of_text(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def of_attributes(attributes: Mapping[str, Mapping[str, Any]]) -> str:
    """The digest of attributes as calls and answers have them.

    In the order of their names, each name, type and value with its length before it.
    """
    whole = b""
    for name, attribute in sorted(attributes.items()):
        kind = str(attribute["DataType"])
        binary = kind.startswith("Binary")
        value = attribute["BinaryValue"] if binary else str(attribute["StringValue"]).encode()
        whole += _counted(name.encode()) + _counted(kind.encode()) + (b"\x02" if binary else b"\x01") + _counted(value)
    return hashlib.md5(whole, usedforsecurity=False).hexdigest()


def _counted(content: bytes) -> bytes:
    return len(content).to_bytes(4) + content
