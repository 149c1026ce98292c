"""Whatever is given as a case, it is decided or refused with a CaseError."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.evaluator.case import CaseError, decide_case, read_case
from tests.evaluator.generated import cases

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(
        ["\x00", "\ud800", "*", "arn:aws:s3:::b", "{}", "[", '{"Statement": 1}', "${aws:username}", 10**50]
    )
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)


def attempt(source: Any) -> None:
    """Read and decide; nothing but a CaseError may come of it, and the answer is JSON."""
    try:
        case = read_case(source)
    except CaseError as error:
        assert str(error)
        return
    json.dumps(decide_case(case, explained=True))


@given(anything=ANYTHING)
@settings(deadline=None)
def test_any_json_is_a_case_or_refused(anything: Any) -> None:
    attempt(anything)
    attempt(json.dumps(anything))


@given(text=st.text(max_size=200))
@settings(deadline=None)
def test_any_text_is_a_case_or_refused(text: str) -> None:
    attempt(text)


@given(case=cases(), replacement=ANYTHING, data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_case_with_anything_put_into_it_is_decided_or_refused(
    case: dict[str, Any], replacement: Any, data: st.DataObject
) -> None:
    """Walks down to some place of a good case and puts the replacement there."""
    case = copy.deepcopy(case)  # the strategies share the parts that they draw
    place: Any = case
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        below = place[key]
        if not isinstance(below, dict | list) or not below or data.draw(st.integers(0, 3)) == 0:
            place[key] = replacement
            break
        place = below
    attempt(case)


HOSTILE = {
    "nested arrays": "[" * 100_000,
    "nested objects": '{"a":' * 100_000,
    "a nested document": '{"request": {}, "identity_policies": [' + "[" * 5_000 + "]" * 5_000 + "]}",
    "a nested context": '{"request": {"principal": "*", "action": "a:b", "resource": "*", "context": {"a:b": '
    + "[" * 500 + "]" * 500 + "}}}",
    "a huge number": '{"request": ' + "9" * 10_000 + "}",
    "a huge exponent": '{"request": 1e999999999}',
    "NaN": '{"request": NaN}',
    "a repeated key": '{"request": {}, "request": {}}',
    "a lone surrogate": '{"request": {"principal": "\\ud800", "action": "a:b", "resource": "*"}}',
    "a NUL": '{"request": {"principal": "*", "action": "a:b\\u0000", "resource": "*"}}',
    "a raw NUL": '{"request": \x00}',
    "a long text": '"' + "a" * 2_000_000 + '"',
    "nothing": "",
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_refused(text: str) -> None:
    with pytest.raises(CaseError):
        read_case(text)


def test_a_document_that_holds_itself_is_refused() -> None:
    document: dict[str, Any] = {"Version": "2012-10-17"}
    document["Statement"] = document
    request = {"principal": "*", "action": "s3:GetObject", "resource": "*"}
    with pytest.raises(CaseError, match=r"^identity_policies\[0\]: "):
        read_case({"request": request, "identity_policies": [document]})
