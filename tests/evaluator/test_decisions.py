"""How the layers decide together: decisions/*.yaml, each group with the pages that it comes from.

Rows are written as in cases/*.yaml: `as`, `do`, `to` and `owner` make the request, the other words give the policies.
"""

from pathlib import Path
from typing import Any

import pytest

from iamlab.evaluator import authorize, explain
from iamlab.evaluator.case import read_case
from tests.evaluator.support import case_of, rows

ROWS = rows(Path(__file__).parent / "decisions")
HEADINGS = ("row", "policies", "source")


@pytest.mark.parametrize(HEADINGS, ROWS)
def test_decision(row: dict[str, Any], policies: dict[str, Any], source: str) -> None:
    document, names = case_of(row, policies)
    case = read_case(document)
    decision = authorize(case.request, case.layers)
    assert decision.outcome == row["decision"], source
    assert decision.decided_by == row.get("decided_by", decision.decided_by), source
    if "statements" in row:
        assert [f"{names.get(one.policy, one.policy)}[{one.index}]" for one in decision.statements] == row["statements"]
    assert row.get("message", decision.message) == decision.message, source
    assert decision.allowed == (decision.message == "")


@pytest.mark.parametrize(HEADINGS, ROWS)
def test_the_trace_shows_what_settled_it(row: dict[str, Any], policies: dict[str, Any], source: str) -> None:
    case = read_case(case_of(row, policies)[0])
    trace = explain(case.request, case.layers)
    decision = trace.decision
    assert decision == authorize(case.request, case.layers)
    states = {layer.layer: layer.state for layer in trace.layers}
    wanted = {"allowed": "allows", "implicitDeny": "silent", "explicitDeny": "denies"}[decision.outcome]
    assert decision.decided_by == "default" or states[decision.decided_by] == wanted, source
    deciding = [
        (policy.name, one.index)
        for layer in trace.layers
        for policy in layer.policies
        for one in policy.statements
        if one.decides
    ]
    assert sorted(deciding) == sorted((one.policy, one.index) for one in decision.statements)
    assert all(layer.sentence.endswith(".") for layer in trace.layers)
    assert trace.summary.endswith(".")
