"""The validator takes whatever it is given: it never raises, and what it says holds for the document."""

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iamlab.policy import PolicyType
from iamlab.policy.checks import CODES, Finding, FindingType, validate
from iamlab.policy.json_places import path_text
from iamlab.policy.patching import apply, edited, edits
from iamlab.policy.quotas import usage
from tests.policy.checks.documents import JSON, OF, POLICIES, ROWS, TYPES, mutants, paths_of

TOO_MANY = "TOO_MANY_PROBLEMS"
OWN = {"POLICY_SIZE_EXCEEDED", TOO_MANY}  # the parser's: AWS has no such codes
SIZES = {code for code in CODES if code.startswith("POLICY_SIZE_")}  # which see the layout
COMPACT: dict[str, Any] = {"separators": (",", ":")}
INDENTED: dict[str, Any] = {"indent": 2}
FUZZ = settings(
    deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
SWEEP = settings(FUZZ, max_examples=3_000)


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
    codes = {one.code for one in as_object} - SIZES
    for layout in (COMPACT, INDENTED):
        found = assert_sound(json.dumps(document, ensure_ascii=False, **layout), policy_type, resource_type)
        found_codes = {one.code for one in found} - SIZES
        if TOO_MANY in codes | found_codes:  # a finding about the size may stand in the place of another
            continue
        assert found_codes == codes
        if "JSON_SYNTAX_ERROR" not in codes:
            assert _places(found) == _places(as_object)


def _places(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(one.code, one.path) for one in findings if one.code not in SIZES]


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


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[name for name, _ in ROWS])
def test_a_fix_mends_what_it_is_offered_for(name: str, row: dict[str, Any]) -> None:
    kind, of = PolicyType(row.get("policy_type", "identity")), row.get("resource_type")
    findings = validate(row["document"], kind, of)
    before = Counter(one.code for one in findings)
    for finding in findings if TOO_MANY not in before else ():
        if finding.fix is not None:
            after = Counter(one.code for one in validate(apply(row["document"], finding.fix), kind, of))
            assert after[finding.code] < before[finding.code], finding


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
