"""Attribute values: whether they are good ones, and how they compare. AWS page: "Supported data types"."""

import base64
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from iamlab.cloud.services.dynamodb.errors import invalid
from iamlab.cloud.state.dynamodb import Item, Value

MAX_DEPTH = 32
MAX_ITEM_CHARACTERS = 65_536  # of this lab; DynamoDB takes 400 KB
MAX_DIGITS = 38
_SHOWN = 200
_ONE_TYPE = "must contain exactly one of the supported datatypes"
_TYPES = frozenset({"S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"})


def check(item: Item) -> None:
    """Raise ValidationException for a value that is none."""
    for value in item.values():
        _check(value, 0)


def size(value: Any) -> int:
    """How many characters a value or an item takes."""
    if isinstance(value, Mapping):
        return sum(len(str(name)) + size(one) for name, one in value.items())
    if isinstance(value, list | tuple | set):
        return sum(map(size, value))
    return len(str(value))


def number(text: str) -> Decimal:
    """The number of an N value."""
    try:
        found = Decimal(text[: MAX_DIGITS * 4])
    except InvalidOperation:
        raise invalid(f"The parameter cannot be converted to a numeric value: {text[:100]}") from None
    if not found.is_finite():
        raise invalid(f"The parameter cannot be converted to a numeric value: {text[:100]}")
    if found and not -130 <= found.adjusted() <= 125:
        raise invalid("Number overflow. Attempting to store a number with magnitude larger than supported range")
    return found


def plain(found: Decimal) -> Value:
    """A number as an N value: without an exponent, without zeros at its end."""
    text = format(found, "f")
    return {"N": text.rstrip("0").rstrip(".") if "." in text else text}


def kind(value: Value) -> str:
    """The type of a value, such as S."""
    return next(iter(value), "")


def content(value: Value) -> Any:
    """What a value holds, as something that can be compared with others of its type."""
    type_, held = kind(value), next(iter(value.values()), None)
    if type_ == "N":
        return number(str(held))
    if type_ == "NS":
        return frozenset(number(str(one)) for one in held or ())
    if type_ in ("SS", "BS"):
        return frozenset(held or ())
    return base64.b64decode(held or "") if type_ == "B" else held


def equal(left: Value, right: Value) -> bool:
    return kind(left) == kind(right) and content(left) == content(right)


def compare(left: Value, right: Value) -> int | None:
    """-1, 0 or 1; None for values that have no order between them."""
    if kind(left) != kind(right) or kind(left) not in ("S", "N", "B"):
        return None
    one, other = content(left), content(right)
    return int(one > other) - int(one < other)


def _check(value: Any, depth: int) -> None:
    if not isinstance(value, Mapping) or not value or next(iter(value)) not in _TYPES:
        raise invalid(f"Supplied AttributeValue is empty, {_ONE_TYPE}")
    if len(value) > 1:
        raise invalid(f"Supplied AttributeValue has more than one datatypes set, {_ONE_TYPE}")
    if depth > MAX_DEPTH:
        raise invalid("Nesting Levels have exceeded supported limits")
    type_, held = next(iter(value.items()))
    if type_ == "N":
        number(str(held))
    elif type_ in ("SS", "NS", "BS"):
        members = content(value)
        if not members:
            raise invalid("One or more parameter values were invalid: An string set  may not be empty")
        if len(members) < len(held):
            listed = ", ".join(map(str, held))[:_SHOWN]
            raise invalid(
                f"One or more parameter values were invalid: Input collection [{listed}] contains duplicates."
            )
    elif type_ == "NULL" and held is not True:
        raise invalid(
            "One or more parameter values were invalid: Null attribute value types must have the value of true"
        )
    elif type_ == "M":
        for one in held.values():
            _check(one, depth + 1)
    elif type_ == "L":
        for one in held:
            _check(one, depth + 1)
