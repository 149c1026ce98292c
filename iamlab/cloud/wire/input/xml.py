"""Reading a body of XML: a small tree first, without entities of its own, then parameters by shape.

Smithy page: "XML bindings" (shape serialization, flattened lists and maps, attributes).
"""

from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from botocore.model import Shape

from iamlab.cloud.wire.input.scalars import from_text
from iamlab.cloud.wire.refusals import Reason, RefusedError

_DEEPEST = 60
_MOST_ELEMENTS = 50_000


@dataclass(slots=True)
class Element:
    """`name` and the names of `attributes` have their namespace's prefix cut off."""

    name: str
    attributes: dict[str, str]
    below: "list[Element]" = field(default_factory=list)
    text: str = ""


class _Builder:
    """Builds the tree; raises RefusedError for documents that are made to grow."""

    def __init__(self) -> None:
        self.open = [Element("", {})]
        self._count = 0
        self._texts: list[list[str]] = [[]]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self.open) > _DEEPEST or self._count > _MOST_ELEMENTS:
            raise RefusedError(Reason.MALFORMED, "The XML is too deep, or has too many elements.")
        element = Element(_local(name), {_local(key): value for key, value in attributes.items()})
        self.open[-1].below.append(element)
        self.open.append(element)
        self._texts.append([])

    def end(self, name: str) -> None:
        self.open.pop().text = "".join(self._texts.pop())

    def data(self, text: str) -> None:
        self._texts[-1].append(text)

    def refuse(self, *_: object) -> None:
        raise RefusedError(Reason.MALFORMED, "The XML has a document type declaration.")


def parsed(body: bytes) -> Element:
    """Return the root of a document; an empty body has an empty one. Raises RefusedError."""
    if not body.strip():
        return Element("", {})
    builder = _Builder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = builder.refuse
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError):  # the last: an encoding that nobody knows
        raise RefusedError(Reason.MALFORMED, "The body is not well-formed XML.") from None
    return builder.open[0].below[0]


def read(name: str, shape: Shape, element: Element) -> Any:
    """Return the value of an element, in the types of its shape."""
    if shape.type_name == "structure":
        return _structure(shape, element)
    if shape.type_name == "list":
        return [read(name, shape.member, one) for one in element.below]
    if shape.type_name == "map":
        return _map(name, shape, element.below)
    return from_text(name, shape, element.text)


def _structure(shape: Shape, element: Element) -> dict[str, Any]:
    by_name: dict[str, list[Element]] = {}
    for one in element.below:
        by_name.setdefault(one.name, []).append(one)
    found = {}
    for name, member in shape.members.items():
        if "location" in member.serialization:
            continue
        key = _name(member, name)
        if member.serialization.get("xmlAttribute"):
            if _local(key) in element.attributes:
                found[name] = element.attributes[_local(key)]
        elif key in by_name:
            found[name] = _member(name, member, by_name[key])
    return found


def _member(name: str, shape: Shape, elements: list[Element]) -> Any:
    if shape.serialization.get("flattened") and shape.type_name == "list":
        return [read(name, shape.member, one) for one in elements]
    if shape.serialization.get("flattened") and shape.type_name == "map":
        return _map(name, shape, elements)
    return read(name, shape, elements[0])


def _map(name: str, shape: Shape, entries: list[Element]) -> dict[str, Any]:
    key_name, value_name = shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")
    found = {}
    for entry in entries:
        parts = {one.name: one for one in entry.below}
        if key_name in parts and value_name in parts:
            found[parts[key_name].text] = read(name, shape.value, parts[value_name])
    return found


def _name(shape: Shape, name: str) -> str:
    if shape.type_name == "list" and shape.serialization.get("flattened"):
        name = shape.member.serialization.get("name", name)
        return str(shape.member.serialization.get("name") or shape.serialization.get("name", name))
    return str(shape.serialization.get("name", name))


def _local(name: str) -> str:
    return name.rpartition(":")[2]
