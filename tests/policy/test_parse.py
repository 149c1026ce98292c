"""From a document to a policy, or to all that is wrong with it."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from iamlab.policy import Condition, PolicyError, PolicyType, PrincipalName, parse, pretty
from iamlab.policy.findings import MAX_PROBLEMS

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "problems.yaml").read_text(encoding="utf-8"))
OBJECT_ROWS = [row for row in ROWS if isinstance(yaml.safe_load(row["text"]), dict)]
ALLOW_ALL = {"Effect": "Allow", "Action": "*", "Resource": "*"}


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_problems_are_located(row: dict[str, Any]) -> None:
    with pytest.raises(PolicyError) as error:
        parse(row["text"], PolicyType(row.get("policy_type", "identity")))
    problems = error.value.problems
    assert [[one.code, one.path, one.line, one.column] for one in problems] == row["problems"]
    assert row.get("says", "") in " ".join(one.message for one in problems)


@pytest.mark.parametrize("row", OBJECT_ROWS, ids=[row["name"] for row in OBJECT_ROWS])
def test_an_object_has_the_same_problems_without_places(row: dict[str, Any]) -> None:
    document = yaml.safe_load(row["text"])
    with pytest.raises(PolicyError) as error:
        parse(document, PolicyType(row.get("policy_type", "identity")))
    assert sorted((one.code, one.path) for one in error.value.problems) == sorted(
        (code, path) for code, path, _, _ in row["problems"]
    )
    assert {one.line for one in error.value.problems} == {None}


def test_a_statement_knows_its_lines() -> None:
    policy = parse(
        '{"Version": "2012-10-17", "Statement": [\n'
        '  {"Effect": "Allow",\n   "Action": "s3:Get*", "Resource": "*"},\n'
        '  {"Effect": "Deny", "NotAction": ["iam:*"], "NotResource": ["*"]}\n]}'
    )
    assert [statement.lines for statement in policy.statements] == [(2, 3), (4, 4)]
    assert policy.statements[0].actions == ("s3:Get*",)
    assert policy.statements[1].not_actions == ("iam:*",)
    assert policy.statements[1].actions is None


def test_the_lines_of_an_object_are_those_of_its_pretty_text() -> None:
    policy = parse({"Statement": [ALLOW_ALL, ALLOW_ALL]})
    assert policy.source == pretty({"Statement": [ALLOW_ALL, ALLOW_ALL]})
    lines = policy.source.splitlines()
    for statement in policy.statements:
        assert statement.lines is not None
        assert lines[statement.lines[0] - 1].strip() == "{"
        assert lines[statement.lines[1] - 1].strip(" ,") == "}"


def test_a_single_statement_needs_no_list() -> None:
    assert len(parse({"Statement": ALLOW_ALL}).statements) == 1


@pytest.mark.parametrize("name", ["*", "*:*", "s3:*", "S3:get*", "aws-marketplace:ViewSubscriptions", "iam:?et*"])
def test_actions_that_iam_accepts(name: str) -> None:
    assert parse({"Statement": {**ALLOW_ALL, "Action": name}}).statements[0].actions == (name,)


def test_without_a_version_the_old_one_counts() -> None:
    assert parse({"Statement": ALLOW_ALL}).version == "2008-10-17"


def test_condition_values_become_strings_and_operators_get_their_spelling() -> None:
    policy = parse(
        '{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {'
        '"bool": {"aws:SecureTransport": true}, "numericlessthanifexists": {"s3:max-keys": [10, 1.50]}}}}'
    )
    assert policy.statements[0].conditions == (
        Condition("Bool", "aws:SecureTransport", ("true",)),
        Condition("NumericLessThanIfExists", "s3:max-keys", ("10", "1.50")),
    )


def test_principals_of_a_resource_policy() -> None:
    statement = {**ALLOW_ALL, "Principal": {"AWS": ["111122223333", "*"], "Service": "ec2.amazonaws.com"}}
    assert parse({"Statement": statement}, PolicyType.RESOURCE).statements[0].principals == (
        PrincipalName("AWS", "111122223333"),
        PrincipalName("*", "*"),
        PrincipalName("Service", "ec2.amazonaws.com"),
    )


def test_empty_lists_and_an_empty_sid_are_no_errors() -> None:
    statement = parse({"Statement": {"Sid": "", "Effect": "Allow", "Action": [], "Resource": []}}).statements[0]
    assert (statement.sid, statement.actions, statement.resources) == (None, (), ())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (datetime.date(2012, 10, 17), "read as a date. Put it in quotes"),
        (float("nan"), "float"),
        (object(), "object"),
        ({1: "x"}, "not a string"),
        ("\ud800", "lone surrogate"),
        ("\0", "control character"),
        ("x" * 200_000, "larger than"),
    ],
)
def test_an_object_that_is_no_json_is_refused(value: object, words: str) -> None:
    with pytest.raises(PolicyError, match=words) as error:
        parse({"Version": value, "Statement": ALLOW_ALL})
    assert error.value.problems[0].path == "Version"


def test_an_object_that_holds_itself_is_refused() -> None:
    document: dict[str, object] = {}
    document["Statement"] = document
    with pytest.raises(PolicyError, match="nested"):
        parse(document)


def test_a_document_full_of_problems_reports_the_first_ones() -> None:
    with pytest.raises(PolicyError) as error:
        parse({"Statement": [{}] * 1000})
    assert len(error.value.problems) == MAX_PROBLEMS + 1
    assert "2950 more" in error.value.problems[-1].message


def test_pretty_indents_by_two_and_keeps_the_order() -> None:
    assert pretty('{"b":1.10,"a":["é", {}, []]}') == '{\n  "b": 1.10,\n  "a": [\n    "é",\n    {},\n    []\n  ]\n}'


def test_pretty_text_and_pretty_object_are_the_same() -> None:
    document = {"Version": "2012-10-17", "Statement": [ALLOW_ALL, {**ALLOW_ALL, "Condition": {"Bool": {}}}]}
    assert pretty(json.dumps(document)) == pretty(document)


@pytest.mark.parametrize("text", ['{"a": "' + "9" * 5000 + '"}', '{"1e999": "1e999"}'])
def test_long_numbers_within_strings_are_no_numbers(text: str) -> None:
    assert json.loads(pretty(text)) == json.loads(text)
