"""`manage.py validate`: the findings of a document, a line for a line, as JSON and as SARIF."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

TEXT = """{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "action": "s3:ListBucket",
     "Resource": "arn:aws:s3:::my-reports-bucket"}
  ]
}"""
GOOD = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::my-reports-bucket"}],
}


def line(identifier: Any, document: Any, **fields: Any) -> bytes:
    return json.dumps({"id": identifier, "policy_type": "identity", "document": document, **fields}).encode() + b"\n"


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def with_lines(lines: bytes, *options: str) -> tuple[str, int]:
        """What is printed, and the exit status."""
        file = tmp_path / "documents.jsonl"
        file.write_bytes(lines)
        out, status = io.StringIO(), 0
        try:
            call_command("validate", str(file), *options, stdout=out)
        except SystemExit as exit_:
            status = int(exit_.code or 0)
        return out.getvalue(), status

    return with_lines


def answers(printed: str) -> list[dict[str, Any]]:
    return [json.loads(one) for one in printed.splitlines()]


def test_a_document_without_findings_is_valid(run: Any) -> None:
    printed, status = run(line("a", GOOD) + line("b", json.dumps(GOOD)))
    assert answers(printed) == [{"id": one, "valid": True, "findings": []} for one in "ab"]
    assert status == 0


def test_findings_of_a_text_are_located_in_that_text(run: Any) -> None:
    printed, status = run(line("a", TEXT))
    (answer,) = answers(printed)
    assert answer["valid"] is False
    assert [list(one) for one in answer["findings"]] == [["type", "code", "message", "path", "line", "column"]]
    assert [(one["code"], one["path"], one["line"], one["column"]) for one in answer["findings"]] == [
        ("INVALID_POLICY_ELEMENT", "Statement[0].action", 4, 25),
    ]
    assert status == 0  # findings are answers, not failures


def test_findings_of_an_object_have_paths_and_no_places(run: Any) -> None:
    printed, _ = run(line("a", json.loads(TEXT)))
    assert [(one["path"], one["line"], one["column"]) for one in answers(printed)[0]["findings"]] == [
        ("Statement[0].action", None, None),
    ]


def test_a_security_warning_leaves_a_policy_valid(run: Any) -> None:
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}]}
    (answer,) = answers(run(line("a", document))[0])
    assert answer["valid"] is True
    assert ("SECURITY_WARNING", "PASS_ROLE_WITH_STAR_IN_RESOURCE") in [
        (one["type"], one["code"]) for one in answer["findings"]
    ]


@pytest.mark.parametrize(
    "policy_type", ["identity", "resource", "trust", "boundary", "session", "scp", "rcp", "endpoint"]
)
def test_every_policy_type_is_known(run: Any, policy_type: str) -> None:
    (answer,) = answers(run(line("a", GOOD, policy_type=policy_type))[0])
    codes = [one["code"] for one in answer["findings"]]
    assert ("MISSING_PRINCIPAL" in codes) == (policy_type in ("resource", "trust", "rcp", "endpoint"))


def test_a_bad_line_costs_its_own_line_only(run: Any) -> None:
    bad = [
        line("b", GOOD, policy_type="bucket"),
        line("c", [GOOD]),
        b'{"id": "d", "policy_type": "identity"}\n',
        line("e", GOOD, resource_type=3),
        b"{\n",
        b"[]\n",
        b'{"id": "h", "document": {"Version": "a", "Version": "b"}}\n',
        b"\xff\n",
    ]
    printed, status = run(line("a", GOOD) + b"".join(bad) + line("z", GOOD))
    found = answers(printed)
    assert [one["id"] for one in found] == ["a", "b", "c", "d", "e", None, None, None, None, "z"]
    assert [one["error"].split(":")[:2] for one in found[1:5]] == [
        ["line 2", " policy_type"],
        ["line 3", " document"],
        ["line 4", " document"],
        ["line 5", " resource_type"],
    ]
    assert found[-1]["valid"] is True
    assert status == 1


def test_sarif_names_document_place_level_and_fix(run: Any) -> None:
    printed, status = run(line("team/policy 1", TEXT) + line("b", GOOD) + b"{\n", "--format", "sarif")
    log = json.loads(printed)
    assert log["version"] == "2.1.0"
    (one_run,) = log["runs"]
    result = next(one for one in one_run["results"] if one["ruleId"] == "INVALID_POLICY_ELEMENT")
    place = result["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "team%2Fpolicy%201"
    assert place["physicalLocation"]["region"] == {"startLine": 4, "startColumn": 25}
    assert place["logicalLocations"] == [{"fullyQualifiedName": "Statement[0].action"}]
    assert result["level"] == "error"
    assert one_run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "INVALID_POLICY_ELEMENT"
    change = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
    start, length = change["deletedRegion"]["charOffset"], change["deletedRegion"]["charLength"]
    mended = TEXT[:start] + change["insertedContent"]["text"] + TEXT[start + length :]
    assert json.loads(mended)["Statement"][0]["Action"] == "s3:ListBucket"
    assert one_run["invocations"][0]["executionSuccessful"] is False
    assert one_run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].startswith("line 3: ")
    assert status == 1
