"""Answers as XML.

Smithy pages: "XML bindings", "AWS query protocol", "AWS EC2 query protocol" (response serialization).
"""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from botocore.model import Shape

from iamlab.cloud.text import cleaned
from iamlab.cloud.wire.output import scalars

_LINE_ENDS = {"\r": "&#13;"}  # a parser would make a line feed of a carriage return


def element(name: str, content: str, attributes: str = "") -> str:
    """Return an element; `content` is XML already."""
    return f"<{name}{attributes}>{content}</{name}>" if content else f"<{name}{attributes}/>"


def text(value: str) -> str:
    """Return text as XML has it."""
    return escape(cleaned(value), _LINE_ENDS)


def namespace(uri: str) -> str:
    return f" xmlns={quoteattr(uri)}" if uri else ""


def members(shape: Shape, value: Mapping[str, Any]) -> str:
    """Return the members of a structure, as elements, but for those that travel elsewhere or are attributes."""
    return "".join(
        part
        for name, member in shape.members.items()
        if value.get(name) is not None
        and "location" not in member.serialization
        and not member.serialization.get("xmlAttribute")
        for part in _member(name, member, value[name])
    )


def _member(name: str, shape: Shape, value: Any) -> Iterator[str]:
    flat = shape.serialization.get("flattened")
    key = str(shape.serialization.get("name", name))
    if shape.type_name == "list":
        if flat:
            each = str(shape.member.serialization.get("name", key))
            yield from (_one(each, shape.member, item) for item in value if item is not None)
        else:
            each = str(shape.member.serialization.get("name", "member"))
            yield element(key, "".join(_one(each, shape.member, item) for item in value if item is not None))
    elif shape.type_name == "map":
        entries = [_entry(shape, *pair) for pair in value.items() if pair[1] is not None]
        if flat:
            yield from (element(key, entry) for entry in entries)
        else:
            yield element(key, "".join(element("entry", entry) for entry in entries))
    else:
        yield _one(key, shape, value)


def _entry(shape: Shape, key: str, value: Any) -> str:
    key_name, value_name = shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")
    return element(key_name, text(key)) + "".join(_member(value_name, shape.value, value))


def _one(key: str, shape: Shape, value: Any) -> str:
    if shape.type_name == "structure":
        return element(key, members(shape, value), _attributes(shape, value))
    if shape.type_name in ("list", "map"):
        return "".join(_member(key, shape, value))
    return element(key, text(scalars.text(shape, value)))


def _attributes(shape: Shape, value: Mapping[str, Any]) -> str:
    """The attributes of an element, such as the type of a grantee in an access control list."""
    found = ""
    uri = shape.serialization.get("xmlNamespace", {})
    if uri and uri.get("prefix"):
        found += f" xmlns:{uri['prefix']}={quoteattr(uri['uri'])}"
    for name, member in shape.members.items():
        if member.serialization.get("xmlAttribute") and value.get(name) is not None:
            found += f" {member.serialization['name']}={quoteattr(cleaned(str(value[name])))}"
    return found
