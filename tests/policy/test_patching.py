"""Fixes applied: to documents as RFC 6902 says, and to text, which keeps its layout."""

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.policy.fixes import Change, Fix, add, remove, rename, replace
from iamlab.policy.json_text import Number
from iamlab.policy.patching import Edit, apply, edited, edits

TWO = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "action": ["s3:GetObject", "s3:PutObject"],
      "Resource": [
        "arn:aws:s3:::a",
        "arn:aws:s3:::b"
      ]
    }
  ]
}
"""
FOUR = TWO.replace("  ", "    ")
LINE = '{"Statement": [{"Effect": "Allow", "action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"}]}'
TIGHT = LINE.replace(": ", ":").replace(", ", ",")
STATEMENT = ("Statement", 0)
REFUSED = r"nothing at|cannot be|no operation"


def mended(text: str, fix: Fix) -> str:
    after = edited(text, edits(text, fix))
    assert json.dumps(json.loads(after)) == json.dumps(apply(json.loads(text), fix))  # members in the same order too
    return after


@pytest.mark.parametrize("text", [TWO, FOUR, LINE, TIGHT], ids=["two", "four", "line", "tight"])
@pytest.mark.parametrize(
    ("fix", "before", "after"),
    [
        (replace("", (*STATEMENT, "Effect"), "Deny"), '"Allow"', '"Deny"'),
        (rename("", (*STATEMENT, "action"), "Action"), '"action"', '"Action"'),
        (replace("", (*STATEMENT, "action", 1), "s3:*"), '"s3:PutObject"', '"s3:*"'),
    ],
)
def test_a_change_within_a_line_changes_nothing_else(text: str, fix: Fix, before: str, after: str) -> None:
    assert mended(text, fix) == text.replace(before, after)


@pytest.mark.parametrize(
    ("fix", "before", "after"),
    [
        (remove("", (*STATEMENT, "action", 0)), '"s3:GetObject", ', ""),
        (remove("", (*STATEMENT, "action", 1)), ', "s3:PutObject"', ""),
        (remove("", (*STATEMENT, "Resource", 1)), ',\n        "arn:aws:s3:::b"', ""),
        (remove("", (*STATEMENT, "Effect")), '"Effect": "Allow",\n      ', ""),
        (remove("", ("Version",)), '"Version": "2012-10-17",\n  ', ""),
        (add("", (*STATEMENT, "Resource", 0), "*"), '"arn:aws:s3:::a"', '"*",\n        "arn:aws:s3:::a"'),
        (add("", (*STATEMENT, "Resource", "-"), "*"), 's3:::b"', 's3:::b",\n        "*"'),
        (add("", (*STATEMENT, "action", 2), "s3:*"), 'PutObject"', 'PutObject", "s3:*"'),
        (add("", (*STATEMENT, "action", 0), "s3:*"), '["s3:GetObject"', '["s3:*", "s3:GetObject"'),
        (replace("", (*STATEMENT, "action"), ["s3:Get*", "s3:Put*"]), "Object", "*"),
        (replace("", (*STATEMENT, "Effect"), ["Deny"]), '"Allow"', '[\n        "Deny"\n      ]'),
        (
            add("", (*STATEMENT, "Condition"), {"Null": {"a:b": "true"}}),
            "\n      ]\n",
            '\n      ],\n      "Condition": {\n        "Null": {\n          "a:b": "true"\n        }\n      }\n',
        ),
    ],
)
@pytest.mark.parametrize("indent", ["  ", "    "], ids=["two", "four"])
def test_lines_are_indented_like_their_neighbours(fix: Fix, before: str, after: str, indent: str) -> None:
    before, after = before.replace("  ", indent), after.replace("  ", indent)
    text = TWO.replace("  ", indent)
    assert before in text
    assert mended(text, fix) == text.replace(before, after)
    windows = text.replace("\n", "\r\n")
    assert mended(windows, fix) == windows.replace(before.replace("\n", "\r\n"), after.replace("\n", "\r\n"))


@pytest.mark.parametrize("text", [LINE, TIGHT], ids=["line", "tight"])
def test_one_line_stays_one_line(text: str) -> None:
    tight = text is TIGHT
    versioned = mended(text, add("", ("Version",), "2012-10-17"))
    assert versioned == text.replace("{", '{"Version":"2012-10-17",' if tight else '{"Version": "2012-10-17", ', 1)
    listed = mended(text, replace("", (*STATEMENT, "Resource"), ["a", {"b": []}]))
    assert listed == text.replace('"*"', '["a",{"b":[]}]' if tight else '["a", {"b": []}]')


def test_the_version_comes_first_in_a_line_of_its_own() -> None:
    text = TWO.replace('  "Version": "2012-10-17",\n', "")
    assert mended(text, add("", ("Version",), "2012-10-17")) == TWO


def test_what_is_put_into_empty_brackets_gets_lines() -> None:
    text = '{\n  "Statement": []\n}'
    assert mended(text, add("", ("Statement", 0), "x")) == '{\n  "Statement": [\n    "x"\n  ]\n}'
    assert mended("{}", add("", ("Statement",), [])) == '{"Statement": []}'


def test_a_name_that_is_taken_is_replaced() -> None:
    text = '{"action": "a:b", "Resource": "*", "Action": "c:d"}'
    assert mended(text, rename("", ("action",), "Action")) == '{"Action": "a:b", "Resource": "*"}'


def test_a_member_moves_to_another_object() -> None:
    text = '{"Condition": {"Bool": {"a:b": 1.10}, "Null": {"c:d": "true"}}}'
    fix = Fix("", (Change("move", ("Condition", "Null", "a:b"), source=("Condition", "Bool", "a:b")),))
    assert mended(text, fix) == '{"Condition": {"Bool": {}, "Null": {"c:d": "true", "a:b": 1.10}}}'


def test_several_changes_are_edits_of_their_own_where_they_do_not_touch() -> None:
    fix = Fix(
        "",
        (Change("replace", (*STATEMENT, "Effect"), "Deny"), Change("remove", (*STATEMENT, "Resource", 0))),
    )
    mended(TWO, fix)
    assert len(edits(TWO, fix)) == 2
    assert edits(TWO, Fix("", ())) == []


def test_entries_that_go_together_go_in_one_edit() -> None:
    text = json.dumps({"a": [{"b": number} for number in range(9)]}, indent=2)
    fix = Fix("", tuple(Change("remove", ("a", index)) for index in (8, 7, 4, 3, 0)))
    assert mended(text, fix) == json.dumps({"a": [{"b": number} for number in (1, 2, 5, 6)]}, indent=2)
    assert len(edits(text, fix)) == 3


def test_very_many_changes_take_one_pass() -> None:
    text = json.dumps({"a": list(range(10_000)), "b": 1})
    backwards = Fix("", tuple(Change("remove", ("a", index)) for index in range(9_999, 0, -2)))
    assert mended(text, backwards) == json.dumps({"a": list(range(0, 10_000, 2)), "b": 1})
    forwards = Fix("", tuple(Change("remove", ("a", 0)) for _ in range(9_000)))
    assert mended(text, forwards) == json.dumps({"a": list(range(9_000, 10_000)), "b": 1})


def test_numbers_of_the_document_stay_numbers() -> None:
    fix = replace("", ("a",), [Number("1.10"), Number("2")])
    assert apply({"a": Number("1")}, fix) == {"a": [1.1, 2]}
    assert mended('{"a": 1}', fix) == '{"a": [1.10, 2]}'


@pytest.mark.parametrize(
    "change",
    [
        Change("replace", ("b",), 1),
        Change("remove", ("a", 2)),
        Change("remove", ("a", -1)),
        Change("remove", ()),
        Change("add", ("a", 3), 1),
        Change("add", ("a", "b"), 1),
        Change("add", ("b", "c"), 1),
        Change("add", ("s", 0), 1),
        Change("add", (0,), 1),
        Change("move", ("b",)),
        Change("move", (0,), source=("a",)),
        Change("move", ("b",), source=("c",)),
        Change("move", ("a", 0, "c"), source=("a", 0)),
        Change("test", ("a",), 1),
    ],
    ids=repr,
)
def test_what_is_not_there_is_refused(change: Change) -> None:
    text = '{"a": [{}, 2], "s": "text"}'
    document = json.loads(text)
    with pytest.raises(ValueError, match=REFUSED):
        apply(document, Fix("", (change,)))
    with pytest.raises(ValueError, match=REFUSED):
        edits(text, Fix("", (change,)))
    assert document == json.loads(text)


KEYS = st.sampled_from(["Version", "Action", "a/b", 'q"', "e\\", "\u00e9", ""])
SCALARS = st.none() | st.booleans() | st.integers(-99, 99) | st.text('ab"\\{}[],:\n\u00e9 ', max_size=6)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=12
)


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for step, one in inner for found in _paths(one, (*path, step)))]


@st.composite
def fixes(draw: st.DrawFn, document: Any) -> Fix:
    changes = []
    ops = draw(st.sampled_from([["remove", "replace"], ["add", "remove", "replace", "move", "rename"]]))
    for _ in range(draw(st.integers(1, 5))):
        op = draw(st.sampled_from(ops))
        path = draw(st.sampled_from(_paths(document)))
        if op in ("add", "move"):
            target = (*draw(st.sampled_from(_paths(document))), draw(KEYS | st.integers(0, 3)))
            change = Change(op, target, draw(VALUES) if op == "add" else None, path if op == "move" else None)
        elif op == "rename":
            change = Change("move", (*path[:-1], draw(KEYS)), source=path)
        else:
            change = Change(op, path, draw(VALUES) if op == "replace" else None)
        try:
            document = apply(document, Fix("", (change,)))
        except ValueError:
            continue
        changes.append(change)
    return Fix("", tuple(changes))


@st.composite
def texts(draw: st.DrawFn, value: Any) -> str:
    style = draw(
        st.sampled_from([{}, {"indent": 2}, {"indent": 4}, {"indent": "\t"}, {"separators": (",", ":")}, None])
    )
    if style is not None:
        text = json.dumps(value, **style, ensure_ascii=draw(st.booleans()))
        return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    blank = st.sampled_from(["", "", " ", "\n", "\n  ", "\t"])

    def written(one: Any) -> str:
        if isinstance(one, dict):
            inner = [f"{json.dumps(key)}{draw(blank)}:{draw(blank)}{written(member)}" for key, member in one.items()]
            return "{" + draw(blank) + f"{draw(blank)},{draw(blank)}".join(inner) + draw(blank) + "}"
        if isinstance(one, list):
            return "[" + draw(blank) + f"{draw(blank)},{draw(blank)}".join(map(written, one)) + draw(blank) + "]"
        return json.dumps(one)

    return draw(blank) + written(value) + draw(blank)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_text_and_document_agree(data: st.DataObject) -> None:
    document = data.draw(VALUES)
    text = data.draw(texts(document))
    fix = data.draw(fixes(document))
    made = edits(text, fix)
    assert all(isinstance(edit, Edit) and 0 <= edit.start <= edit.end <= len(text) for edit in made)
    assert all(one.end <= other.start for one, other in pairwise(made))
    mended(text, fix)


@settings(deadline=None)
@given(st.data())
def test_the_input_is_left_alone(data: st.DataObject) -> None:
    document = data.draw(VALUES)
    before = json.dumps(document)
    result = apply(document, data.draw(fixes(document)))
    assert json.dumps(document) == before
    if isinstance(result, dict):
        result["Version"] = "changed"
        assert json.dumps(document) == before
