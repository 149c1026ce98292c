"""The decisions of cases/*.yaml, each with the page that it comes from."""

from pathlib import Path
from typing import Any

import pytest

from iamlab.evaluator import explain
from iamlab.evaluator.case import decide_case, read_case
from tests.evaluator.naive import decide
from tests.evaluator.support import case_of, rows

HERE = Path(__file__).parent
ROWS = rows(HERE / "cases")
HEADINGS = ("row", "policies", "source")


@pytest.mark.parametrize(HEADINGS, ROWS)
def test_decision(row: dict[str, Any], policies: dict[str, Any], source: str) -> None:
    case, names = case_of(row, policies)
    answer = decide_case(read_case(case))
    assert answer["decision"] == row["decision"], source
    assert answer["decided_by"] == row.get("decided_by", answer["decided_by"]), source
    if "statements" in row:
        statements = [f"{names.get(one['policy'], one['policy'])}[{one['index']}]" for one in answer["statements"]]
        assert statements == row["statements"], source
    assert (answer["message"] == "") == (answer["decision"] == "allowed")
    assert row.get("message", answer["message"]) == answer["message"], source


@pytest.mark.parametrize(HEADINGS, [*ROWS, *rows(HERE / "decisions")])
def test_the_second_interpreter_decides_the_same(row: dict[str, Any], policies: dict[str, Any], source: str) -> None:
    decision, decided_by = decide(case_of(row, policies)[0])
    assert decision == row["decision"], source
    assert decided_by == row.get("decided_by", decided_by), source


@pytest.mark.parametrize(HEADINGS, ROWS)
def test_the_trace_tells_the_same_story(row: dict[str, Any], policies: dict[str, Any], source: str) -> None:
    case = read_case(case_of(row, policies)[0])
    answer = decide_case(case, explained=True)
    trace = explain(case.request, case.layers)
    assert answer["trace"] == trace.as_dict()
    assert {**answer, "trace": None} == {**decide_case(case), "trace": None}
    told = answer["trace"]
    deciding = [
        (policy["name"], statement["index"])
        for layer in told["layers"]
        for policy in layer["policies"]
        for statement in policy["statements"]
        if statement["decides"]
    ]
    assert sorted(deciding) == sorted((one.policy, one.index) for one in trace.decision.statements)
    for layer in told["layers"]:
        assert layer["state"] in ("allows", "denies", "silent", "absent")
        assert layer["sentence"].endswith(".")
        for policy in layer["policies"]:
            for statement in policy["statements"]:
                assert statement["applies"] == (statement["mismatch"] is None)
