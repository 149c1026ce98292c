"""Finding the table that a call names, by its name or its ARN, and the key of an item in it."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from iamlab.cloud.identifiers import PARTITION
from iamlab.cloud.services.dynamodb import values
from iamlab.cloud.services.dynamodb.errors import invalid, no_table
from iamlab.cloud.services.operation import Invocation, MappedOperation, Output
from iamlab.cloud.state.dynamodb import Item, Table

_INDEX = "/index/"
_WORDS = {"S": "string", "N": "number", "B": "binary"}


def arn(region: str, account_id: str, name: str) -> str:
    return f"arn:{PARTITION}:dynamodb:{region}:{account_id}:table/{name}"


def table(call: Invocation, name: str | None = None) -> Table:
    """The table of TableName, or of a name; an ARN may be one of another account. Raises ResourceNotFoundException."""
    given = call.text("TableName") if name is None else name
    found = _find(call, given)
    if found is None:
        raise no_table(given)
    return found


def keep(call: Invocation, held: Table, **values_: Any) -> Table:
    """Put a table with other values in the place of what it was, and return it."""
    changed = replace(held, **values_)
    call.company.accounts[held.arn.split(":")[4]].tables[held.arn] = changed
    return changed


def key_of(held: Table, item: Item) -> dict[str, Any]:
    """The key attributes of an item; raises where one is missing or of another type."""
    found: dict[str, Any] = {}
    for name in held.keys.names:
        value = item.get(name)
        if value is None:
            raise invalid(f"One or more parameter values were invalid: Missing the key {name} in the item")
        _check_type(held, name, value)
        found[name] = value
    return found


def whole_key(held: Table, given: Item) -> dict[str, Any]:
    """A Key parameter; raises where it is not exactly the table's key."""
    values.check(given)
    if {name: values.kind(value) for name, value in given.items()} != {
        name: _type(held, name) for name in held.keys.names
    }:
        raise invalid("The provided key element does not match the schema")
    return key_of(held, given)


def key_text(key: Item) -> str:
    """A key as text, the same for keys that are equal: 1 and 1.0 are."""
    plain = {name: values.plain(values.number(str(one["N"]))) if "N" in one else one for name, one in key.items()}
    return json.dumps(plain, sort_keys=True, ensure_ascii=False)


def check_index_keys(held: Table, item: Item) -> None:
    """Raise where an attribute that an index is sorted by is of another type, or empty."""
    for index in held.indexes:
        for name in index.keys.names:
            kind = values.kind(item[name]) if name in item else _type(held, name)
            if kind != _type(held, name):
                raise invalid(
                    f"One or more parameter values were invalid: Type mismatch for Index Key {name} Expected:"
                    f" {_type(held, name)} Actual: {kind} IndexName: {index.name}"
                )
            if name in item and item[name][kind] == "":
                raise invalid(
                    "One or more parameter values are not valid. A value specified for a secondary index key is not"
                    f" supported. The AttributeValue for a key attribute cannot contain an empty {_WORDS[kind]} value."
                    f" IndexName: {index.name}, IndexKey: {name}"
                )


def leading_keys(call: Invocation, tables: Iterator[tuple[str, Item]]) -> list[str]:
    """The partition keys of some items or keys, by the tables' names: what dynamodb:LeadingKeys holds."""
    found: dict[str, None] = {}
    for name, item in tables:
        held = _find(call, name)
        value = item.get(held.keys.partition) if held else None
        text = next((one for kind, one in value.items() if kind in ("S", "N", "B")), None) if value else None
        if isinstance(text, str):
            found[text] = None
    return list(found)


def on_table(
    carry_out: Callable[[Invocation], Output],
    writes: bool = False,
    data_event: bool = False,
    known: Callable[[Invocation], Mapping[str, Any]] | None = None,
) -> MappedOperation:
    return MappedOperation(carry_out, writes, known, data_event=data_event)


def _find(call: Invocation, given: str) -> Table | None:
    whole = given.partition(_INDEX)[0] if given.startswith("arn:") else arn(call.region, call.account.id, given)
    fields = whole.split(":")
    account = call.company.accounts.get(fields[4]) if len(fields) > 5 else None
    return account.tables.get(whole) if account else None


def _check_type(held: Table, name: str, value: Mapping[str, Any]) -> None:
    wanted = _type(held, name)
    if values.kind(value) != wanted:
        raise invalid(
            f"One or more parameter values were invalid: Type mismatch for key {name} expected: {wanted} actual:"
            f" {values.kind(value)}"
        )
    if value[wanted] == "":
        raise invalid(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty"
            f" {_WORDS[wanted]} value. Key: {name}"
        )


def _type(held: Table, name: str) -> str:
    return held.types.get(name, "S")
