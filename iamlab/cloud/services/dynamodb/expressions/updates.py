"""Update expressions. AWS page: "Using update expressions in DynamoDB"."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from iamlab.cloud.services.dynamodb import values
from iamlab.cloud.services.dynamodb.errors import invalid
from iamlab.cloud.services.dynamodb.expressions import paths
from iamlab.cloud.services.dynamodb.expressions.parsing import Placeholders, Words
from iamlab.cloud.services.dynamodb.expressions.paths import Path
from iamlab.cloud.state.dynamodb import Item, Value

# What an action makes of the value at its path, seeing the item as it was.
Change = Callable[[Item], Value | None]
Operand = Callable[[Item], Value]
_CLAUSES = ("SET", "REMOVE", "ADD", "DELETE")
_WRONG_TYPE = "An operand in the update expression has an incorrect data type"


def parse(text: str, known: Placeholders) -> list[tuple[Path, Change]]:
    """The actions of an UpdateExpression, in order. Raises ValidationException."""
    words, found, seen = Words(text, "UpdateExpression"), [], set()
    while words.peek():
        clause = words.take_if(*_CLAUSES).upper()
        if not clause:
            raise words.wrong(words.peek())
        if clause in seen:
            raise words.invalid(f'The "{clause}" section can only be used once in an update expression;')
        seen.add(clause)
        found.append(_action(clause, words, known))
        while words.take_if(","):
            found.append(_action(clause, words, known))
    _check_apart([place for place, _ in found])
    return found


def applied(item: Item, changes: list[tuple[Path, Change]]) -> dict[str, Any]:
    """The item after the actions, each of which sees it as it was before all of them."""
    made = [(place, change(item)) for place, change in changes]
    after = dict(item)
    for place, value in sorted(made, key=_removals_last):
        after = paths.put(after, place, value)
    return after


def _removals_last(change: tuple[Path, Value | None]) -> tuple[bool, int]:
    """Members of a list are removed after everything else, from its end, so that the others keep their places."""
    place, value = change
    last = place[-1]
    return value is None, -last if isinstance(last, int) else 0


def _action(clause: str, words: Words, known: Placeholders) -> tuple[Path, Change]:
    place = paths.path(words, known)
    if clause == "SET":
        words.expect("=")
        return place, _set(words, known)
    if clause == "REMOVE":
        return place, lambda item: None
    value = known.value(words.take())
    change = _added if clause == "ADD" else _deleted
    return place, lambda item: change(paths.get(item, place), value)


def _set(words: Words, known: Placeholders) -> Operand:
    left = _operand(words, known)
    operator = words.take_if("+", "-")
    if not operator:
        return left
    right = _operand(words, known)
    sign = 1 if operator == "+" else -1
    return lambda item: values.plain(_number(left(item)) + sign * _number(right(item)))


def _operand(words: Words, known: Placeholders) -> Operand:
    word = words.peek()
    if word.startswith(":"):
        value = known.value(words.take())
        return lambda item: value
    if word.lower() in ("if_not_exists", "list_append") and words.peek(1) == "(":
        return _function(words, known)
    place = paths.path(words, known)
    return lambda item: _there(paths.get(item, place))


def _function(words: Words, known: Placeholders) -> Operand:
    name = words.take().lower()
    words.deeper()
    words.expect("(")
    if name == "if_not_exists":
        place = paths.path(words, known)
        words.expect(",")
        other = _operand(words, known)
        result: Operand = lambda item: paths.get(item, place) or other(item)  # noqa: E731
    else:
        first = _operand(words, known)
        words.expect(",")
        second = _operand(words, known)
        result = lambda item: {"L": [*_list(first(item)), *_list(second(item))]}  # noqa: E731
    words.expect(")")
    words.shallower()
    return result


def _added(held: Value | None, value: Value) -> Value:
    type_ = values.kind(value)
    if type_ == "N":
        return values.plain((_number(held) if held else Decimal(0)) + _number(value))
    if type_ not in ("SS", "NS", "BS") or (held is not None and values.kind(held) != type_):
        raise invalid(f"{_WRONG_TYPE}; operator: ADD")
    before = list(held[type_]) if held else []
    return {type_: [*before, *(one for one in value[type_] if one not in before)]}


def _deleted(held: Value | None, value: Value) -> Value | None:
    type_ = values.kind(value)
    if type_ not in ("SS", "NS", "BS") or (held is not None and values.kind(held) != type_):
        raise invalid(f"{_WRONG_TYPE}; operator: DELETE")
    rest = [one for one in (held[type_] if held else []) if one not in value[type_]]
    return {type_: rest} if rest else None


def _number(value: Value) -> Decimal:
    if values.kind(value) != "N":
        raise invalid(f"{_WRONG_TYPE}; operand type: {values.kind(value)}")
    return values.number(str(value["N"]))


def _list(value: Value) -> list[Any]:
    if values.kind(value) != "L":
        raise invalid(f"{_WRONG_TYPE}; operator or function: list_append, operand type: {values.kind(value)}")
    return list(value["L"])


def _there(value: Value | None) -> Value:
    if value is None:
        raise invalid("The provided expression refers to an attribute that does not exist in the item")
    return value


def _check_apart(places: list[Path]) -> None:
    """Raise for two paths of which one is the other, or leads through it."""
    ordered = sorted(places, key=str)
    taken = set()
    for place in sorted(ordered, key=len):
        if any(place[:length] in taken for length in range(1, len(place) + 1)):
            raise invalid("Invalid UpdateExpression: Two document paths overlap with each other;")
        taken.add(place)
