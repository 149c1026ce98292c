"""Every condition operator against a slow and obvious reference, and the laws that hold for all of them."""

import base64
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.policy import Condition
from iamlab.policy.conditions.block import compile_condition
from iamlab.policy.conditions.operators import COMPARISONS

KEY = "aws:SomeKey"
Values = tuple[str, ...] | None

COMPARED: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "Equals": lambda found, wanted: found == wanted,
    "NotEquals": lambda found, wanted: found != wanted,
    "LessThan": lambda found, wanted: found < wanted,
    "LessThanEquals": lambda found, wanted: found <= wanted,
    "GreaterThan": lambda found, wanted: found > wanted,
    "GreaterThanEquals": lambda found, wanted: found >= wanted,
}
NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
    "NotIpAddress": "IpAddress",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
}
# Values that are something to some operator, and values that are nothing to any.
TEXTS = st.sampled_from(
    [
        "",
        "a",
        "A",
        "a*",
        "?",
        "true",
        "False",
        "1",
        "1.0",
        "-2e1",
        "2020",
        "2020-01-01T00:00:00Z",
        "QQ==",
        "10.0.0.1",
        "10.0.0.0/8",
        "::1",
        "arn:aws:sns:us-east-1:111122223333:a",
        "arn:aws:sns:*:*:*",
        "${aws:username}",
        "${aws:none}",
    ]
) | st.text(max_size=5)
POLICY_VALUES = st.lists(TEXTS, max_size=3).map(tuple)
REQUEST_VALUES = st.lists(TEXTS, min_size=1, max_size=3).map(tuple)


def holds(operator: str, wanted: tuple[str, ...], found: Values) -> bool:
    condition = compile_condition(Condition(operator, KEY, wanted), with_variables=True)
    return condition.holds({KEY.lower(): found}.get, {"aws:username": "a"}.get)


DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-1000, max_value=1000, places=3).map(str)


@pytest.mark.parametrize("name", COMPARED)
@given(wanted=DECIMALS, found=DECIMALS)
def test_numbers(name: str, wanted: str, found: str) -> None:
    assert holds(f"Numeric{name}", (wanted,), (found,)) == COMPARED[name](Fraction(found), Fraction(wanted))


MOMENTS = st.tuples(
    st.integers(min_value=0, max_value=4_000_000_000), st.integers(min_value=-14 * 60, max_value=14 * 60)
)


def _written(moment: tuple[int, int]) -> str:
    zone = timezone(timedelta(minutes=moment[1]))
    return datetime.fromtimestamp(moment[0], UTC).astimezone(zone).isoformat()


@pytest.mark.parametrize("name", COMPARED)
@given(wanted=MOMENTS, found=MOMENTS)
def test_dates(name: str, wanted: tuple[int, int], found: tuple[int, int]) -> None:
    expected = COMPARED[name](Fraction(found[0]), Fraction(wanted[0]))
    assert holds(f"Date{name}", (_written(wanted),), (_written(found),)) == expected


@given(second=st.integers(min_value=100_000, max_value=4_000_000_000), minutes=st.integers(-840, 840))
def test_a_date_is_the_same_in_every_form(second: int, minutes: int) -> None:
    assert holds("DateEquals", (str(second),), (_written((second, minutes)),))


@given(
    network=st.integers(min_value=0, max_value=2**32 - 1),
    prefix=st.integers(min_value=0, max_value=32),
    address=st.integers(min_value=0, max_value=2**32 - 1),
    near=st.booleans(),
)
def test_addresses(network: int, prefix: int, address: int, near: bool) -> None:
    found = network ^ (address >> prefix) if near and prefix < 32 else address
    same_bits = f"{network:032b}"[:prefix] == f"{found:032b}"[:prefix]
    assert holds("IpAddress", (f"{_dotted(network)}/{prefix}",), (_dotted(found),)) == same_bits


def _dotted(address: int) -> str:
    return ".".join(str(byte) for byte in address.to_bytes(4, "big"))


@given(wanted=st.binary(max_size=4), found=st.binary(max_size=4))
def test_bytes(wanted: bytes, found: bytes) -> None:
    texts = [base64.b64encode(one).decode() for one in (wanted, found)]
    assert holds("BinaryEquals", (texts[0],), (texts[1],)) == (wanted == found)


@given(wanted=st.lists(st.text(alphabet="ab*?", max_size=3), min_size=5, max_size=5), data=st.data())
def test_arns_field_by_field(wanted: list[str], data: st.DataObject) -> None:
    pattern = ":".join(["arn", *wanted])
    wild = {"*": st.text(alphabet="ab:", max_size=2), "?": st.sampled_from("ab:")}
    found = "".join(data.draw(wild[character]) if character in wild else character for character in pattern)
    regular = {"*": ".*", "?": "."}
    expected = all(
        re.fullmatch("".join(regular.get(character, character) for character in ours), theirs)
        for ours, theirs in zip(pattern.split(":"), found.split(":", 5), strict=True)
    )
    assert holds("ArnLike", (pattern,), (found,)) == expected


@given(wanted=POLICY_VALUES, found=REQUEST_VALUES)
def test_string_equality(wanted: tuple[str, ...], found: tuple[str, ...]) -> None:
    plain = tuple(one for one in wanted if "$" not in one)
    assert holds("StringEquals", plain, found[:1]) == (found[0] in plain)


@given(wanted=POLICY_VALUES, found=REQUEST_VALUES, name=st.sampled_from(sorted(NEGATED)))
def test_a_negated_operator_is_the_opposite(wanted: tuple[str, ...], found: tuple[str, ...], name: str) -> None:
    assert holds(name, wanted, found) != holds(NEGATED[name], wanted, found)
    assert holds(name, wanted, None)
    assert not holds(NEGATED[name], wanted, None)


OPERATORS = st.sampled_from(sorted(COMPARISONS))


@given(wanted=POLICY_VALUES, found=REQUEST_VALUES, name=OPERATORS)
def test_if_exists_matters_only_without_the_key(wanted: tuple[str, ...], found: tuple[str, ...], name: str) -> None:
    for prefix in ("", "ForAllValues:", "ForAnyValue:"):
        assert holds(f"{prefix}{name}IfExists", wanted, found) == holds(f"{prefix}{name}", wanted, found)
        assert holds(f"{prefix}{name}IfExists", wanted, None)


@given(wanted=POLICY_VALUES, found=REQUEST_VALUES, name=OPERATORS)
def test_set_operators_ask_value_by_value(wanted: tuple[str, ...], found: tuple[str, ...], name: str) -> None:
    single = [holds(name, wanted, (value,)) for value in found]
    no_value = not any(found)
    assert holds(f"ForAllValues:{name}", wanted, found) == (no_value or all(single))
    assert holds(f"ForAnyValue:{name}", wanted, found) == (not no_value and any(single))
    assert holds(f"ForAllValues:{name}", wanted, None)
    assert not holds(f"ForAnyValue:{name}", wanted, None)


@given(wanted=st.lists(TEXTS, min_size=1, max_size=3).map(tuple), found=TEXTS, name=OPERATORS)
def test_several_values_are_an_or_and_for_a_negated_operator_a_nor(
    wanted: tuple[str, ...], found: str, name: str
) -> None:
    single = [holds(name, (value,), (found,)) for value in wanted]
    combined = all if COMPARISONS[name].negated else any
    assert holds(name, wanted, (found,)) == combined(single)


@given(wanted=POLICY_VALUES, found=st.none() | REQUEST_VALUES)
def test_null_asks_for_no_value_but_empty_ones(wanted: tuple[str, ...], found: Values) -> None:
    absent = found is None or not any(found)
    assert holds("Null", ("true",), found) == absent
    assert holds("Null", ("false",), found) != absent
    assert holds("Null", ("true", "false", *wanted), found)
