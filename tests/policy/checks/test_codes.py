"""Every code: documents that raise it, and near misses that do not. One file of rows a code, in `rows/`."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from iamlab.policy import PolicyType
from iamlab.policy.checks import CODES, Finding, validate
from iamlab.policy.patching import apply

FILES = sorted((Path(__file__).parent / "rows").glob("*.yaml"))
RAISED = {name for name, code in CODES.items() if not code.not_raised}


def rows(kind: str) -> list[Any]:
    found = []
    for file in FILES:
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for row in json.loads(json.dumps(data[kind], default=str)):  # 2012-10-17 is a date to YAML
            found.append(pytest.param(file.stem, row, id=f"{file.stem}: {row['name']}"))
    return found


def findings_of(row: dict[str, Any]) -> tuple[Finding, ...]:
    document = row.get("text", row.get("document"))
    return validate(document, PolicyType(row.get("policy_type", "identity")), row.get("resource_type"))


@pytest.mark.parametrize(("code", "row"), rows("raises"))
def test_a_document_that_raises_it(code: str, row: dict[str, Any]) -> None:
    findings = [one for one in findings_of(row) if one.code == code]
    assert findings, f"raised instead: {[one.code for one in findings_of(row)]}"
    first = findings[0]
    assert first.type is CODES[code].type
    assert first.path == row["at"]
    if "line" in row:
        assert (first.line, first.column) == (row["line"], row["column"])
    assert row.get("says", "") in first.message
    if "fixed" in row:
        assert first.fix is not None
        document = json.loads(row["text"]) if "text" in row else row["document"]
        assert apply(document, first.fix) == row["fixed"]
        assert code not in [one.code for one in findings_of({**row, "text": json.dumps(row["fixed"])})]


@pytest.mark.parametrize(("code", "row"), rows("near_misses"))
def test_a_near_miss(code: str, row: dict[str, Any]) -> None:
    assert code not in [one.code for one in findings_of(row)]


def test_every_code_that_is_raised_has_rows_and_no_other_has() -> None:
    assert {file.stem for file in FILES} == RAISED


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_the_table_explains_every_code(code: Any) -> None:
    assert code.why.endswith(".")
    assert not code.not_raised or code.not_raised.endswith(".")
