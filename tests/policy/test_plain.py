"""The quick reader and the careful one: whatever the quick one takes, the careful one reads to the same policy."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.policy import Policy, PolicyType
from iamlab.policy.careful import read_with_care
from iamlab.policy.json_objects import checked
from iamlab.policy.json_text import read
from iamlab.policy.plain import Odd, in_one_line, read_plain
from iamlab.policy.problems import PolicyError
from iamlab.policy.source import Source

SENSIBLE: dict[str, list[Any]] = {
    "Sid": ["One", ""],
    "Effect": ["Allow", "Deny"],
    "Action": ["*", "s3:Get*", ["s3:GetObject", "iam:?et*"], []],
    "NotAction": ["*:*", ["sts:*"]],
    "Resource": ["*", "arn:aws:s3:::b/*", ["arn:aws:s3:::${aws:username}", "arn:aws:s3"]],
    "NotResource": [["arn:aws:s3:::é"]],
    "Principal": ["*", {"AWS": ["111122223333", "*"], "Service": "ec2.amazonaws.com"}, {"Service": "*"}, {}],
    "NotPrincipal": [{"AWS": "arn:aws:iam::111122223333:root"}],
    "Condition": [
        {"bool": {"aws:SecureTransport": True}},
        {"StringLike": {"aws:PrincipalTag/team": ["blue", 'a\n"b"'], "aws:username": "${aws:username}"}},
        {"NumericLessThanIfExists": {"s3:max-keys": [10, "1.50", 3]}, "Null": {}},
        {},
    ],
}
ODD: list[Any] = [
    None, 1, 1.5, 10**50, "", "x", "s3:", "s3:a:b", "s3:Get\u0000", "\ud800", "\b", "a b", ["*", 1], [[]], {},
    {"x": "y"},
    {"AWS": 1}, {"Nobody": "x"}, {"StringEquals": {"a:b": None}}, {"StringEquals": {"a:b": "1", "A:B": "2"}},
    {"Strings": {"a:b": "1"}}, {"StringEquals": {"ab": "1"}}, {"Bool": []}, {"bool": {"a:b": {}}}, {1: 2}, ("*",),
    "x" * 200_000,
]  # fmt: skip
PLACES = [*SENSIBLE, "action", "Extra"]
PRINCIPAL_TYPES = (PolicyType.RESOURCE, PolicyType.TRUST, PolicyType.RCP, PolicyType.ENDPOINT)


def right(policy_type: PolicyType) -> dict[str, Any]:
    """A statement that is right in a policy of that type."""
    statement = {"Effect": "Allow", "Action": "*"}
    if policy_type is not PolicyType.TRUST:
        statement["Resource"] = "*"
    if policy_type in PRINCIPAL_TYPES:
        statement["Principal"] = "*"
    return statement


@st.composite
def statements(draw: st.DrawFn, policy_type: PolicyType) -> dict[str, Any]:
    """A right statement with some elements exchanged, now and then for values that do not belong there."""
    statement = right(policy_type)
    for name in draw(st.lists(st.sampled_from(list(SENSIBLE)), max_size=3)):
        element = name.removeprefix("Not")
        if element in statement or draw(st.integers(0, 9)) == 0 or element in ("Sid", "Condition"):
            statement.pop(element, None)
            statement[name] = draw(st.sampled_from(SENSIBLE[name]))
    if draw(st.integers(0, 3)) == 0:
        statement[draw(st.sampled_from(PLACES))] = draw(st.sampled_from(ODD))
    return statement


def _quickly(document: Any, policy_type: PolicyType) -> Policy | None:
    try:
        return read_plain(document, policy_type, Source(in_one_line(document), laid_out=False))
    except Odd:
        return None


def _carefully(document: Any, policy_type: PolicyType) -> Policy | None:
    try:
        text = json.dumps(checked(document), indent=2, ensure_ascii=False)
        return read_with_care(read(text), policy_type, Source(text, laid_out=True), located=False)
    except PolicyError:
        return None


def _check_same(document: Any, policy_type: PolicyType) -> None:
    quick = _quickly(document, policy_type)
    if quick is not None:
        careful = _carefully(document, policy_type)
        assert quick == careful
        assert quick.source == careful.source
        assert [one.lines for one in quick.statements] == [one.lines for one in careful.statements]


@given(data=st.data(), policy_type=st.sampled_from(PolicyType))
@settings(max_examples=300, deadline=None)
def test_what_the_quick_reader_takes_the_careful_one_reads_alike(data: st.DataObject, policy_type: PolicyType) -> None:
    members = data.draw(st.lists(statements(policy_type), min_size=1, max_size=3))
    _check_same({"Version": "2012-10-17", "Statement": members}, policy_type)


@pytest.mark.parametrize("policy_type", PolicyType)
@pytest.mark.parametrize("name", PLACES)
def test_one_odd_element_in_a_right_statement(name: str, policy_type: PolicyType) -> None:
    for value in ODD:
        statement = right(policy_type) | {name: value}
        _check_same({"Statement": [right(policy_type), statement]}, policy_type)
        statement.pop(name.removeprefix("Not"), None)
        _check_same({"Statement": statement | {name: value}}, policy_type)


@pytest.mark.parametrize("name", ["Version", "Id", "Statement", "id"])
def test_one_odd_element_in_a_right_document(name: str) -> None:
    for value in [*ODD, "2008-10-17", [], {}]:
        _check_same({"Statement": right(PolicyType.IDENTITY)} | {name: value}, PolicyType.IDENTITY)


@pytest.mark.parametrize("name", SENSIBLE)
def test_ordinary_documents_are_read_quickly(name: str) -> None:
    for value in SENSIBLE[name]:
        statement = {"Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*", name: value}
        if name.startswith("Not"):
            del statement[name.removeprefix("Not")]
        document = {"Version": "2012-10-17", "Id": "x", "Statement": [statement]}
        assert _quickly(document, PolicyType.RESOURCE) == _carefully(document, PolicyType.RESOURCE) is not None


def test_a_policy_keeps_its_source_when_the_object_changes_afterwards() -> None:
    document: dict[str, Any] = {"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": "*"}]}
    policy = _quickly(document, PolicyType.IDENTITY)
    document["Statement"][0]["Action"].append("s3:*")
    assert policy is not None
    assert "s3:*" not in policy.source
    assert policy.statements[0].actions == ("*",)


def test_an_object_that_holds_its_parts_many_times_is_refused_before_it_is_written_out() -> None:
    values = ["x" * 1_000] * 100
    keys = {f"a:{number}": values for number in range(100)}
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEquals": keys}}
    with pytest.raises(Odd):
        in_one_line({"Statement": [statement] * 1_000_000})
