"""Parameters of the query protocol and of EC2's, where a name such as Tags.member.1.Key is a path.

Smithy pages: "AWS query protocol", "AWS EC2 query protocol".
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from botocore.model import Shape

from iamlab.cloud.wire.input.scalars import from_text
from iamlab.cloud.wire.messages import MOST_FIELDS
from iamlab.cloud.wire.refusals import Reason, RefusedError

_DEEPEST = 40
_MOST_DIGITS = 6


@dataclass(slots=True)
class _Node:
    """What stands at a path: a value, and what goes on below it."""

    value: str | None = None
    below: "dict[str, _Node]" = field(default_factory=dict)


def read(shape: Shape, fields: Iterable[tuple[str, str]], ec2: bool) -> dict[str, Any]:
    """Return the parameters that a form has for a shape; what the shape does not know is left out."""
    reader = _Reader(ec2)
    return reader.structure(shape, _tree(fields))


def _tree(fields: Iterable[tuple[str, str]]) -> _Node:
    root = _Node()
    for count, (name, value) in enumerate(fields):
        path = name.split(".", _DEEPEST + 1)
        if count >= MOST_FIELDS or len(path) > _DEEPEST:
            raise RefusedError(
                Reason.MALFORMED, f"The lab reads at most {MOST_FIELDS:,} parameters, nested {_DEEPEST} deep."
            )
        node = root
        for part in path:
            node = node.below.setdefault(part, _Node())
        node.value = value
    return root


@dataclass(frozen=True, slots=True)
class _Reader:
    ec2: bool

    def structure(self, shape: Shape, node: _Node) -> dict[str, Any]:
        found = {}
        for name, member in shape.members.items():
            value = self._member(name, member, node)
            if value is not None:
                found[name] = value
        return found

    def _member(self, name: str, shape: Shape, parent: _Node) -> Any:
        key = self._name(shape, name)
        if shape.type_name == "list" and self._is_flat(shape):
            # The elements of a flat list may have a name of their own, in the place of the list's.
            key = shape.member.serialization.get("name", key) if not self.ec2 else key
        node = parent.below.get(key)
        return None if node is None else self._value(name, shape, node)

    def _value(self, name: str, shape: Shape, node: _Node) -> Any:
        if shape.type_name == "structure":
            return self.structure(shape, node)
        if shape.type_name == "list":
            return self._list(name, shape, node)
        if shape.type_name == "map":
            return self._map(name, shape, node)
        return None if node.value is None else from_text(name, shape, node.value)

    def _list(self, name: str, shape: Shape, node: _Node) -> list[Any] | None:
        if not self._is_flat(shape):
            inner = node.below.get(shape.member.serialization.get("name", "member"))
            if inner is None:
                return [] if node.value == "" else None
            node = inner
        if not node.below and node.value == "":
            return []
        values = [self._value(name, shape.member, one) for one in _numbered(node)]
        return [value for value in values if value is not None] or None

    def _map(self, name: str, shape: Shape, node: _Node) -> dict[str, Any]:
        flat = shape.serialization.get("flattened")
        entries = node if flat else node.below.get("entry", _Node())
        key_name, value_name = self._name(shape.key, "key"), self._name(shape.value, "value")
        found = {}
        for entry in _numbered(entries):
            key = entry.below.get(key_name, _Node()).value
            if key is not None:
                value = self._value(name, shape.value, entry.below.get(value_name, _Node()))
                found[key] = value if value is not None else ""
        return found

    def _is_flat(self, shape: Shape) -> bool:
        return self.ec2 or bool(shape.serialization.get("flattened"))

    def _name(self, shape: Shape, name: str) -> str:
        if not self.ec2:
            return str(shape.serialization.get("name", name))
        if "queryName" in shape.serialization:
            return str(shape.serialization["queryName"])
        located = shape.serialization.get("name")
        return located[:1].upper() + located[1:] if located else name


def _numbered(node: _Node) -> list[_Node]:
    numbers = [key for key in node.below if key.isascii() and key.isdigit() and len(key) <= _MOST_DIGITS]
    return [node.below[key] for key in sorted(numbers, key=int)]
