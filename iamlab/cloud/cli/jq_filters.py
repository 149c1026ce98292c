"""The building blocks of a jq program: each takes a value and gives any number of values, within a budget of steps."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from iamlab.cloud.cli import jq_values as values
from iamlab.cloud.cli.jq_values import Budget

Filter = Callable[[Any, Budget], Iterator[Any]]


def identity(value: Any, budget: Budget) -> Iterator[Any]:
    """Give the value itself."""
    yield value


def nothing(value: Any, budget: Budget) -> Iterator[Any]:
    """Give no value."""
    yield from ()


def constant(constant: Any) -> Filter:
    """Return what gives a literal."""

    def found(value: Any, budget: Budget) -> Iterator[Any]:
        yield constant

    return found


def field(key: Any) -> Filter:
    """Return what gives `.key` or `[0]`."""

    def found(value: Any, budget: Budget) -> Iterator[Any]:
        budget.spend(1)
        yield values.member(value, key)

    return found


def piped(parts: list[Filter]) -> Filter:
    """Return `first | second | ...`."""
    if len(parts) == 1:
        return parts[0]
    first, rest = parts[0], piped(parts[1:])

    def found(value: Any, budget: Budget) -> Iterator[Any]:
        for middle in first(value, budget):
            budget.spend(1)
            yield from rest(middle, budget)

    return found


def each(parts: list[Filter]) -> Filter:
    """Return `first, second, ...`."""

    def found(value: Any, budget: Budget) -> Iterator[Any]:
        for part in parts:
            yield from part(value, budget)

    return found


def quiet(part: Filter) -> Filter:
    """Return `part?`: no value where the part cannot work on its input."""

    def found(value: Any, budget: Budget) -> Iterator[Any]:
        try:
            yield from part(value, budget)
        except values.WrongValueError:
            return

    return found


def otherwise(left: Filter, right: Filter) -> Filter:
    """Return `left // right`: the values of the left side that are true, else those of the right."""

    def found(value: Any, budget: Budget) -> Iterator[Any]:
        kept = [one for one in quiet(left)(value, budget) if values.is_true(one)]
        yield from kept or right(value, budget)

    return found


def combined(left: Filter, right: Filter, operator: str) -> Filter:
    """Return what compares two values, or joins them by `and` or `or`, where the first may decide alone."""

    def found(value: Any, budget: Budget) -> Iterator[Any]:
        if operator in ("and", "or"):
            for one in left(value, budget):
                if values.is_true(one) == (operator == "or"):
                    yield operator == "or"
                else:
                    yield from map(values.is_true, right(value, budget))
            return
        for other in right(value, budget):
            for one in left(value, budget):
                yield values.compared(one, other, operator, budget)

    return found


def array(part: Filter) -> Filter:
    """Return `[part]`."""

    def found(value: Any, budget: Budget) -> Iterator[Any]:
        gathered = []
        for one in part(value, budget):
            budget.spend(1)
            gathered.append(one)
        yield gathered

    return found


def objects(parts: list[tuple[str, Filter]]) -> Filter:
    """Return `{key: part, ...}`: an object for each combination of values."""

    def found(value: Any, budget: Budget) -> Iterator[Any]:
        choices = [next(array(part)(value, budget)) for _, part in parts]
        for chosen in product(*choices):
            budget.spend(1 + len(parts))
            yield {key: one for (key, _), one in zip(parts, chosen, strict=True)}

    return found
