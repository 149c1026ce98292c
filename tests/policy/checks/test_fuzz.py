"""The validator takes whatever it is given: it never raises, and what it says holds for the document."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iamlab.policy import PolicyType
from iamlab.policy.checks import CODES, Finding, FindingType, validate
from iamlab.policy.json_places import path_text
from iamlab.policy.patching import apply, edited, edits
from iamlab.policy.quotas import usage

OWN = {"POLICY_SIZE_EXCEEDED", "TOO_MANY_PROBLEMS"}  # the parser's: AWS has no such codes
SIZES = {code for code in CODES if code.startswith("POLICY_SIZE_")}  # which see the layout
COMPACT: dict[str, Any] = {"separators": (",", ":")}
INDENTED: dict[str, Any] = {"indent": 2}
RESOURCE_TYPES = [
    None,
    "AWS::S3::Bucket",
    "AWS::SQS::Queue",
    "AWS::KMS::Key",
    "AWS::Lambda::Function",
    "AWS::IAM::AssumeRolePolicyDocument",
    "AWS::Nothing::Known",
    "",
    "s3",
]
FUZZ = settings(
    deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
SWEEP = settings(FUZZ, max_examples=3_000)


def paths_of(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for step, one in inner for found in paths_of(one, (*path, step)))]


def assert_sound(text: str, policy_type: PolicyType, resource_type: str | None) -> tuple[Finding, ...]:
    """All that holds for every answer, whatever the text is."""
    findings = validate(text, policy_type, resource_type)
    assert validate(text, policy_type, resource_type) == findings
    assert usage(text, policy_type, resource_type)
    lines = text.split("\n")
    try:
        document = json.loads(text)
        places = {path_text(path) for path in paths_of(document)}
    except (ValueError, RecursionError):
        document, places = None, {""}
    for finding in findings:
        assert finding.code in CODES or finding.code in OWN
        assert finding.code in OWN or finding.type is CODES[finding.code].type
        assert isinstance(finding.type, FindingType)
        assert finding.message
        assert len(finding.message) < 2_000
        json.dumps(finding.as_dict())
        if finding.line is not None:
            assert finding.column is not None
            assert 1 <= finding.line <= len(lines)
            assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        assert len(finding.path) > 200 or finding.path in places or _parents(finding.path) & places
        if finding.fix is not None:
            assert finding.fix.title
            after = edited(text, edits(text, finding.fix))
            assert json.loads(after) == apply(document, finding.fix), finding
            json.dumps([change.as_dict() for change in finding.fix.changes])
    return findings


def _parents(path: str) -> set[str]:
    """What the path may lead into; names may hold dots and brackets themselves."""
    return {path[:end] for end, mark in enumerate(path) if mark in ".["} | {""}


def assert_alike(document: dict[str, Any], policy_type: PolicyType, resource_type: str | None) -> None:
    """A document says the same as its texts, in any layout; of one that cannot be read, only the code is the same."""
    as_object = validate(document, policy_type, resource_type)
    assert all(one.line is None for one in as_object)
    readable = "JSON_SYNTAX_ERROR" not in {one.code for one in as_object}
    for layout in (COMPACT, INDENTED):
        text = json.dumps(document, ensure_ascii=False, **layout)
        found = assert_sound(text, policy_type, resource_type)
        assert {one.code for one in found} - SIZES == {one.code for one in as_object} - SIZES
        if readable:
            assert [(one.code, one.path) for one in found if one.code not in SIZES] == [
                (one.code, one.path) for one in as_object if one.code not in SIZES
            ]


ODD_TEXT = st.sampled_from(
    [
        "",
        " ",
        "*",
        "**",
        "?",
        ":",
        "::",
        "*:*",
        "arn",
        "arn:",
        "arn:aws",
        "arn:aws:s3",
        "arn:aws:s3:::",
        "arn:aws:iam::123456789012:root",
        "arn:*:*:*:*:*",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
        "${",
        "${}",
        "${aws:username",
        "${aws:username}",
        "${aws:username, 'x'}",
        "${*}",
        "iam:PassRole",
        "s3:getobject",
        "s3:Get*",
        "sts:AssumeRole",
        "kms:*",
        "nosuch:Thing",
        "s3:*Get*?*",
        "aws:SourceIp",
        "aws:PrincipalTag/",
        "aws:ResourceTag/${aws:PrincipalTag/x}",
        "s3:prefix",
        "StringEquals",
        "ForAllValues:StringLikeIfExists",
        "Null",
        "ForAnyValue:",
        "123456789012",
        "2012-10-17",
        "0.0.0.0/0",
        "10.0.0.0/8",
        "true",
        "Allow",
        "lambda.amazonaws.com",
        "accounts.google.com",
        "\u200b",
        "\u00a0",
        "\U0001f600",
        "\u212a",
        "İ",
        "a\nb",
        "/",
        "~",
        "a" * 3_000,
        "*" * 300,
    ]
) | st.text(max_size=12)
NAMES = st.sampled_from(
    [
        "Version",
        "Id",
        "Statement",
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
        "AWS",
        "Service",
        "Federated",
        "CanonicalUser",
        "effect",
        "Actions",
        "*",
        "StringEquals",
        "StringLike",
        "Bool",
        "Null",
        "IpAddress",
        "NotIpAddress",
        "DateLessThan",
        "NumericEquals",
        "ArnLike",
        "ArnEquals",
        "BinaryEquals",
        "StringNotEquals",
        "ForAllValues:StringEquals",
        "ForAnyValue:StringLike",
        "StringEqualsIfExists",
        "NullIfExists",
        "aws:SourceIp",
        "aws:PrincipalArn",
        "aws:CurrentTime",
        "aws:TagKeys",
        "aws:ResourceTag/team",
        "aws:userid",
        "aws:SourceVpce",
        "s3:prefix",
        "iam:PassedToService",
        "token.actions.githubusercontent.com:sub",
    ]
)
SCALARS = (
    ODD_TEXT
    | st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([0, -1, 10**39, 10**50, 1.5, 1e99, 1e300, 5e-324])
    | st.floats(allow_nan=False, allow_infinity=False)
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | ODD_TEXT, inner, max_size=5),
    max_leaves=25,
)
STRINGS = ODD_TEXT | st.lists(ODD_TEXT, max_size=4)
ELEMENTS = {
    "Sid": ODD_TEXT,
    "Effect": st.sampled_from(["Allow", "Deny", "allow"]),
    "Principal": STRINGS | st.dictionaries(NAMES, STRINGS, max_size=3),
    "NotPrincipal": STRINGS | st.dictionaries(NAMES, STRINGS, max_size=3),
    "Action": STRINGS,
    "NotAction": STRINGS,
    "Resource": STRINGS,
    "NotResource": STRINGS,
    "Condition": st.dictionaries(
        NAMES | ODD_TEXT, st.dictionaries(NAMES | ODD_TEXT, STRINGS | JSON, max_size=3), max_size=3
    ),
}
STATEMENTS = st.fixed_dictionaries(
    {}, optional={name: kind | JSON for name, kind in ELEMENTS.items()}
) | st.fixed_dictionaries(
    {"Effect": st.just("Allow"), "Action": STRINGS, "Resource": STRINGS},
    optional={"Principal": ELEMENTS["Principal"], "Condition": ELEMENTS["Condition"], "Sid": ODD_TEXT},
)
POLICIES = st.fixed_dictionaries(
    {},
    optional={
        "Version": st.sampled_from(["2012-10-17", "2008-10-17", "2012-10-18"]) | SCALARS,
        "Id": SCALARS,
        "Statement": st.lists(STATEMENTS, max_size=4) | STATEMENTS | JSON,
        "Extra": JSON,
    },
)
TYPES = st.sampled_from(list(PolicyType))
OF = st.sampled_from(RESOURCE_TYPES)


def rows() -> list[tuple[str, dict[str, Any]]]:
    """Every document of the codes' rows: each is in some corner already."""
    found = []
    for file in sorted((Path(__file__).parent / "rows").glob("*.yaml")):
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for row in json.loads(json.dumps([*data["raises"], *data["near_misses"]], default=str)):
            if "text" not in row:
                found.append((f"{file.stem}: {row['name']}", row))
    return found


ROWS = rows()
DOCUMENTS = [row["document"] for _, row in ROWS if len(json.dumps(row["document"])) < 4_000]


@st.composite
def mutants(draw: st.DrawFn) -> Any:
    """A document of the rows with something in it changed, taken away or put in."""
    document = json.loads(json.dumps(draw(st.sampled_from(DOCUMENTS))))
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(paths_of(document)[1:] or [("Version",)]))
        if document == {}:
            return document
        parent = document
        for step in way:
            parent = parent[step]
        kind = draw(st.integers(0, 3))
        if isinstance(parent, dict) and kind == 0:
            parent[draw(NAMES | ODD_TEXT)] = parent.pop(last, None)
        elif isinstance(parent, dict) and kind == 1:
            parent.pop(last, None)
        elif isinstance(parent, list) and kind <= 1:
            parent.insert(0, parent[last])
        else:
            parent[last] = draw(SCALARS | JSON | st.just([parent[last]]))
    return document


@FUZZ
@given(JSON, TYPES, OF)
def test_any_json(value: Any, policy_type: PolicyType, resource_type: str | None) -> None:
    assert_sound(json.dumps(value), policy_type, resource_type)


@FUZZ
@given(POLICIES, TYPES, OF)
def test_anything_shaped_like_a_policy(document: Any, policy_type: PolicyType, resource_type: str | None) -> None:
    assert_alike(document, policy_type, resource_type)


@FUZZ
@given(mutants(), TYPES, OF)
def test_documents_with_something_changed(document: Any, policy_type: PolicyType, resource_type: str | None) -> None:
    assert_alike(document, policy_type, resource_type)


@pytest.mark.slow
@SWEEP
@given(POLICIES | mutants(), TYPES, OF)
def test_many_of_them(document: Any, policy_type: PolicyType, resource_type: str | None) -> None:
    assert_alike(document, policy_type, resource_type)


@FUZZ
@given(st.text() | st.text('{}[]",:\\ \nabAStatement0u.-'), TYPES)
def test_any_text(text: str, policy_type: PolicyType) -> None:
    assert_sound(text, policy_type, None)


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[name for name, _ in ROWS])
def test_every_documented_case(name: str, row: dict[str, Any]) -> None:
    assert_alike(row["document"], PolicyType(row.get("policy_type", "identity")), row.get("resource_type"))


@pytest.mark.slow
@pytest.mark.parametrize("policy_type", list(PolicyType))
def test_every_documented_case_as_every_type(policy_type: PolicyType) -> None:
    for _, row in ROWS:
        assert_alike(row["document"], policy_type, row.get("resource_type"))


@pytest.mark.parametrize(
    "value", [{"Statement": {1, 2}}, {"Statement": object()}, {1: 2}, {"Version": b"x"}, {"a": float("nan")}]
)
def test_objects_that_are_no_json(value: Any) -> None:
    [finding] = validate(value)
    assert finding.type is FindingType.ERROR


def test_an_object_that_holds_itself() -> None:
    document: dict[str, Any] = {}
    document["Statement"] = [document]
    assert [one.type for one in validate(document)] == [FindingType.ERROR]
