"""The decisions of cases/*.yaml, each with the page that it comes from."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from iamlab.evaluator import authorize, explain
from tests.evaluator.support import layers, request


def _cases() -> list[Any]:
    found = []
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for group in data["groups"]:
            for case in group["cases"]:
                found.append(pytest.param(case, data["policies"], group["source"], id=f"{path.stem}: {case['name']}"))
    return found


@pytest.mark.parametrize(("case", "policies", "source"), _cases())
def test_decision(case: dict[str, Any], policies: dict[str, Any], source: str) -> None:
    decision = authorize(request(case["request"]), layers(case, policies))
    assert decision.outcome == case["decision"], source
    assert decision.decided_by == case.get("decided_by", decision.decided_by), source
    if "statements" in case:
        assert [f"{one.policy}[{one.index}]" for one in decision.statements] == case["statements"], source
    assert decision.allowed == (decision.message == "")


@pytest.mark.parametrize(("case", "policies", "source"), _cases())
def test_the_trace_tells_the_same_story(case: dict[str, Any], policies: dict[str, Any], source: str) -> None:
    asked, stack = request(case["request"]), layers(case, policies)
    trace = explain(asked, stack)
    assert trace.decision == authorize(asked, stack)
    told = trace.as_dict()
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
