"""Places within an item: `Info.Ratings[2]`. AWS page: "Referring to item attributes when using expressions"."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from iamlab.cloud.services.dynamodb.errors import invalid
from iamlab.cloud.services.dynamodb.expressions.parsing import Placeholders, Words
from iamlab.cloud.state.dynamodb import Item, Value

Path = tuple[str | int, ...]
_INVALID_PATH = "The document path provided in the update expression is invalid for update"


def path(words: Words, known: Placeholders) -> Path:
    """Take a path."""
    found: list[str | int] = [_name(words, known)]
    while True:
        if words.take_if("."):
            found.append(_name(words, known))
        elif words.take_if("["):
            number = words.take()
            if not number.isdigit():
                raise words.wrong(number)
            found.append(int(number[:9]))
            words.expect("]")
        else:
            return tuple(found)


def projection(text: str, known: Placeholders) -> list[Path]:
    """The paths of a ProjectionExpression."""
    words = Words(text, "ProjectionExpression")
    found = [path(words, known)]
    while words.take_if(","):
        found.append(path(words, known))
    words.end()
    return found


def projected(item: Item, wanted: list[Path]) -> dict[str, Any]:
    """What of an item is at some paths, in the shape that the item has."""
    result: dict[str, Any] = {}
    for one in wanted:
        value = get(item, one)
        if value is not None:
            _graft(result, one, value)
    return result


def get(item: Item, place: Path) -> Value | None:
    """The value at a path; None where there is nothing."""
    first, *rest = place
    value: Value | None = item.get(str(first))
    for step in rest:
        if not isinstance(value, Mapping):
            return None
        inner = value.get("M") if isinstance(step, str) else value.get("L")
        if isinstance(step, str):
            value = inner.get(step) if isinstance(inner, Mapping) else None
        else:
            value = inner[step] if isinstance(inner, list) and step < len(inner) else None
    return value


def put(item: Item, place: Path, value: Value | None) -> dict[str, Any]:
    """An item with another value at a path, or with None without the one there. Raises where the path leads nowhere."""
    first, *rest = place
    name = str(first)
    if not rest:
        changed = dict(item)
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = value
        return changed
    held = item.get(name)
    if held is None:
        raise invalid(_INVALID_PATH)
    return {**item, name: _inside(held, tuple(rest), value)}


def _inside(held: Value, place: Path, value: Value | None) -> Value:
    step, *rest = place
    if isinstance(step, str):
        inner = held.get("M")
        if not isinstance(inner, Mapping):
            raise invalid(_INVALID_PATH)
        return {"M": put(inner, place, value)}
    members = held.get("L")
    if not isinstance(members, list) or (rest and step >= len(members)):
        raise invalid(_INVALID_PATH)
    changed = list(members)
    if rest:
        changed[step] = _inside(changed[step], tuple(rest), value)
    elif value is None:
        del changed[step : step + 1]
    elif step < len(changed):
        changed[step] = value
    else:
        changed.append(value)
    return {"L": changed}


def _name(words: Words, known: Placeholders) -> str:
    word = words.take()
    if not (word[0] in "#_" or word[0].isalpha()):
        raise words.wrong(word)
    return known.name(word)


def _graft(result: dict[str, Any], place: Path, value: Value) -> None:
    held: Any = result
    for step, following in pairwise(place):
        empty: dict[str, Any] = {"M": {}} if isinstance(following, str) else {"L": []}
        if isinstance(step, str):
            held = held.setdefault(step, empty)
        else:
            held.append(empty)
            held = held[-1]
        held = held.get("M", held.get("L"))
    last = place[-1]
    if isinstance(last, str):
        held[last] = value
    else:
        held.append(value)
