"""What Amazon DynamoDB keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from iamlab.cloud.state.resource import Resource

# An attribute value as the API writes it: {"S": "text"}, {"N": "1"}, {"M": {...}}.
Value = Mapping[str, Any]
Item = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class KeySchema:
    """The names of the partition key and, where there is one, of the sort key."""

    partition: str
    sort: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.partition, self.sort) if self.sort else (self.partition,)


@dataclass(frozen=True, slots=True)
class Index:
    """A secondary index; it reads the table's own items. `projection` is as the API writes it."""

    name: str
    keys: KeySchema
    is_global: bool
    projection: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Resource):
    """`types` are those of the key attributes; `items` are under their key, written as text."""

    name: str
    id: str
    keys: KeySchema
    types: Mapping[str, str]
    indexes: tuple[Index, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    ttl_attribute: str = ""
    recovery: bool = False
    items: Mapping[str, Item] = field(default_factory=dict)
