"""jq's values: members, comparison and the functions that this terminal knows, within a budget of steps."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from iamlab.cloud.cli.usage import UsageError

MAX_STEPS = 200_000
_RUNTIME_ERROR = 5  # jq's own
_ORDER = ("null", "false", "true", "number", "string", "array", "object")  # jq Manual: sort

_KINDS: tuple[tuple[type, str], ...] = ((str, "string"), (list, "array"), (dict, "object"))

_Filter = Callable[[Any, "Budget"], Iterator[Any]]


class Budget:
    """The steps that one program may take; raises UsageError when they are spent."""

    def __init__(self, steps: int = MAX_STEPS) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise UsageError(f"jq: the program takes more than {MAX_STEPS:,} steps on this input. Shorten it.", 2)

    def spend_on(self, value: Any) -> None:
        """Pay for walking through a value, before that is done."""
        inside = [value]
        while inside:
            self.spend(1)
            one = inside.pop()
            if isinstance(one, dict):
                inside.extend(one.values())
            elif isinstance(one, list):
                inside.extend(one)


class WrongValueError(UsageError):
    """A value that a filter cannot work on; `?` leaves it out."""

    def __init__(self, message: str) -> None:
        super().__init__(f"jq: error: {message}", _RUNTIME_ERROR)


def text_of(literal: str) -> str:
    try:
        return str(json.loads(literal, strict=False))
    except ValueError:
        raise UsageError(f"jq: the text {literal[:40]} has a wrong escape.", 2) from None


def kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    return next((name for known, name in _KINDS if isinstance(value, known)), "number")


def is_true(value: Any) -> bool:
    return value is not None and value is not False


def member(value: Any, key: Any) -> Any:
    """Return `.key` of an object or `[0]` of an array; null has only nulls inside."""
    if value is None:
        return None
    if isinstance(value, dict) and isinstance(key, str):
        return value.get(key)
    if isinstance(value, list) and isinstance(key, int):
        return value[key] if -len(value) <= key < len(value) else None
    how = f'"{key[:40]}"' if isinstance(key, str) else "a number"
    raise WrongValueError(f"Cannot index {kind(value)} with {how}")


def items(value: Any, budget: Budget) -> Iterator[Any]:
    if not isinstance(value, list | dict):
        raise WrongValueError(f"Cannot iterate over {kind(value)}")
    for one in value.values() if isinstance(value, dict) else value:
        budget.spend(1)
        yield one


def sliced(low: Any, high: Any) -> _Filter:
    def found(value: Any, budget: Budget) -> Iterator[Any]:
        if value is not None and not isinstance(value, list | str):
            raise WrongValueError(f"Cannot slice {kind(value)}")
        budget.spend(1 + len(value or ()) // 100)
        yield None if value is None else value[slice(low if isinstance(low, int) else None, high)]

    return found


def compared(left: Any, right: Any, operator: str, budget: Budget) -> bool:
    budget.spend_on(left)
    budget.spend_on(right)
    one, other = _rank(left), _rank(right)
    return {
        "==": one == other,
        "!=": one != other,
        "<": one < other,
        "<=": one <= other,
        ">": one > other,
        ">=": one >= other,
    }[operator]


def _rank(value: Any) -> tuple[Any, ...]:
    """Return a key that orders all JSON values as jq does."""
    place = _ORDER.index(str(value).lower() if isinstance(value, bool) else kind(value))
    if isinstance(value, list):
        return place, [_rank(one) for one in value]
    if isinstance(value, dict):
        return place, sorted(value), [_rank(value[key]) for key in sorted(value)]
    return (place,) if place < 3 else (place, value)


def _sorted(value: Any, budget: Budget, keys: list[Any]) -> list[Any]:
    for key in keys:
        budget.spend_on(key)
    budget.spend(len(keys) * 5)
    order = sorted(range(len(keys)), key=lambda at: _rank(keys[at]))
    return [value[at] for at in order]


def _only(wanted: type, name: str, value: Any) -> Any:
    if not isinstance(value, wanted):
        raise WrongValueError(f"{name} cannot work on {kind(value)}")
    return value


def _simple(function: Callable[[Any, Budget], Any]) -> Callable[[], _Filter]:
    def made() -> _Filter:
        def found(value: Any, budget: Budget) -> Iterator[Any]:
            budget.spend(1)
            yield function(value, budget)

        return found

    return made


def _with_argument(function: Callable[[Any, Any, Budget], Any]) -> Callable[[_Filter], _Filter]:
    def made(argument: _Filter) -> _Filter:
        def found(value: Any, budget: Budget) -> Iterator[Any]:
            for given in argument(value, budget):
                budget.spend(1)
                yield function(value, given, budget)

        return found

    return made


def _select(condition: _Filter) -> _Filter:
    def found(value: Any, budget: Budget) -> Iterator[Any]:
        for one in condition(value, budget):
            if is_true(one):
                yield value

    return found


def _map(part: _Filter) -> _Filter:
    def found(value: Any, budget: Budget) -> Iterator[Any]:
        yield [made for one in items(value, budget) for made in part(one, budget)]

    return found


def _sort_by(part: _Filter) -> _Filter:
    def found(value: Any, budget: Budget) -> Iterator[Any]:
        keys = [list(part(one, budget)) for one in _only(list, "sort_by", value)]
        yield _sorted(value, budget, keys)

    return found


def _empty() -> _Filter:
    return lambda value, budget: iter(())


def _length(value: Any, budget: Budget) -> Any:
    if isinstance(value, bool):
        raise WrongValueError("boolean has no length")
    return 0 if value is None else abs(value) if isinstance(value, int | float) else len(value)


def _keys(value: Any, budget: Budget) -> Any:
    if isinstance(value, list):
        budget.spend(len(value))
        return list(range(len(value)))
    budget.spend(len(_only(dict, "keys", value)))
    return sorted(value)


def _sort(value: Any, budget: Budget) -> Any:
    return _sorted(value, budget, _only(list, "sort", value))


def _unique(value: Any, budget: Budget) -> Any:
    found: list[Any] = []
    for one in _sorted(value, budget, _only(list, "unique", value)):
        if not found or not compared(found[-1], one, "==", budget):
            found.append(one)
    return found


def _reverse(value: Any, budget: Budget) -> Any:
    budget.spend(len(_only(list, "reverse", value)))
    return value[::-1]


def _entries(value: Any, budget: Budget) -> Any:
    budget.spend(len(_only(dict, "to_entries", value)))
    return [{"key": key, "value": one} for key, one in value.items()]


def _has(value: Any, key: Any, budget: Budget) -> Any:
    if isinstance(value, list) and isinstance(key, int):
        return 0 <= key < len(value)
    return _only(str, "has", key) in _only(dict, "has", value)


def _join(value: Any, separator: Any, budget: Budget) -> Any:
    parts = [_scalar(one) for one in _only(list, "join", value)]
    text_length = sum(map(len, parts)) + len(parts) * len(_only(str, "join", separator))
    budget.spend(1 + text_length)
    return separator.join(parts)


def _scalar(value: Any) -> str:
    if isinstance(value, list | dict):
        raise WrongValueError(f"join cannot work on {kind(value)}")
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)


def _contains(value: Any, part: Any, budget: Budget) -> Any:
    return _only(str, "contains", part) in _only(str, "contains", value)


FUNCTIONS: dict[tuple[str, int], Callable[..., _Filter]] = {
    ("contains", 1): _with_argument(_contains),
    ("empty", 0): _empty,
    ("endswith", 1): _with_argument(
        lambda value, end, _: _only(str, "endswith", value).endswith(_only(str, "it", end))
    ),
    ("first", 0): _simple(lambda value, _: member(value, 0)),
    ("has", 1): _with_argument(_has),
    ("join", 1): _with_argument(_join),
    ("keys", 0): _simple(_keys),
    ("last", 0): _simple(lambda value, _: member(value, -1)),
    ("length", 0): _simple(_length),
    ("map", 1): _map,
    ("not", 0): _simple(lambda value, _: not is_true(value)),
    ("reverse", 0): _simple(_reverse),
    ("select", 1): _select,
    ("sort", 0): _simple(_sort),
    ("sort_by", 1): _sort_by,
    ("startswith", 1): _with_argument(
        lambda value, begin, _: _only(str, "startswith", value).startswith(_only(str, "it", begin))
    ),
    ("to_entries", 0): _simple(_entries),
    ("type", 0): _simple(lambda value, _: kind(value)),
    ("unique", 0): _simple(_unique),
}
