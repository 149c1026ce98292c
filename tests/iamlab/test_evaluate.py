"""`manage.py evaluate`: a decision line for a case line, whatever the lines are."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from iamlab.bootstrap import ROOT
from iamlab.management import line_command

JANE = "arn:aws:iam::123456789012:user/jane"
ALLOW = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}


def case(identifier: Any, **fields: Any) -> bytes:
    request = {"principal": JANE, "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k"}
    return json.dumps({"id": identifier, "request": request, **fields}).encode() + b"\n"


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def with_lines(lines: bytes, *options: str) -> tuple[list[dict[str, Any]], int, str]:
        """The answers, the exit status, and what went to standard error."""
        file = tmp_path / "cases.jsonl"
        file.write_bytes(lines)
        out, err, status = io.StringIO(), io.StringIO(), 0
        try:
            call_command("evaluate", str(file), *options, stdout=out, stderr=err)
        except SystemExit as exit_:
            status = int(exit_.code or 0)
        return [json.loads(line) for line in out.getvalue().splitlines()], status, err.getvalue()

    return with_lines


def test_one_line_for_one_line_in_order(run: Any) -> None:
    answers, status, err = run(case("a", identity_policies=[ALLOW]) + case("b"))
    assert [(one["id"], one["decision"]) for one in answers] == [("a", "allowed"), ("b", "implicitDeny")]
    assert set(answers[0]) == {"id", "decision", "decided_by", "statements", "message"}
    assert (status, err) == (0, "")


def test_a_bad_line_is_told_with_its_number_and_the_rest_goes_on(run: Any) -> None:
    answers, status, _ = run(case("a") + case("b", identity_policies=1) + b"{\n" + case("d"))
    assert [one["id"] for one in answers] == ["a", "b", None, "d"]
    assert answers[1]["error"] == "line 2: identity_policies: a list is needed here, not a number."
    assert answers[2]["error"].startswith("line 3: This is not JSON: ")
    assert status == 1


def test_a_fault_in_a_document_is_told_with_line_and_column(run: Any) -> None:
    answers, _, _ = run(case("a", identity_policies=['{\n"Statement": {"Effect": "Maybe"}}']))
    assert answers[0]["error"].startswith("line 1: identity_policies[0]: Statement, line 2, column 14: ")


def test_blank_lines_are_skipped_and_counted(run: Any) -> None:
    answers, status, _ = run(b"\n  \r\n" + case("a") + b"\n[]\n")
    assert [one["id"] for one in answers] == ["a", None]
    assert answers[1]["error"].startswith("line 5: ")
    assert status == 1


def test_explain_adds_the_trace(run: Any) -> None:
    answers, _, _ = run(case("a", identity_policies=[ALLOW]), "--explain")
    assert [layer["layer"] for layer in answers[0]["trace"]["layers"]] == ["identity"]


def test_stats_tell_evaluations_per_second(run: Any) -> None:
    answers, _, err = run(case("a") + case("b") + b"[]\n", "--stats")
    assert len(answers) == 3
    assert err.startswith("2 evaluations in ")
    assert err.rstrip().endswith(" evaluations per second.")


HOSTILE = {
    "bytes that are no text": b"\xff\xfe\n",
    "a raw NUL": b'{"id": "\x00"}\n',
    "half of a character": b'{"id": "\\ud800", "request": {"principal": "\\udfff", "action": "a:b"}}\n',
    "deep nesting": b"[" * 200_000 + b"\n",
    "a huge number": b"9" * 100_000 + b"\n",
    "a policy of a megabyte": case("a", identity_policies=['{"Id": "' + "a" * 1_000_000 + '"}']),
    "a key twice": b'{"request": {}, "request": {}}\n',
    "a byte-order mark only": b"\xef\xbb\xbf{\n",
    "no line end": b"[",
}


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_lines_cost_their_own_line_only(run: Any, line: bytes) -> None:
    answers, status, _ = run(case("before") + (line if line.endswith(b"\n") else line + b"\n") + case("after"))
    assert [answers[0]["id"], answers[-1]["id"], len(answers)] == ["before", "after", 3]
    assert answers[1]["error"].startswith("line 2: ")
    assert status == 1


def test_a_line_that_is_too_long_is_not_even_read(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_command, "LONGEST_LINE", 1_000)
    answers, _, _ = run(case("a") + b"x" * 5_000 + b"\n" + case("c"))
    assert [one["id"] for one in answers] == ["a", None, "c"]
    assert answers[1]["error"] == "line 2: The line is longer than 1,000 bytes."


def test_a_byte_order_mark_is_no_fault(run: Any) -> None:
    answers, status, _ = run(b"\xef\xbb\xbf" + case("a"))
    assert (answers[0]["id"], status) == ("a", 0)


def test_ids_come_back_as_they_were(run: Any) -> None:
    answers, _, _ = run(case("ä\u2028\ud83d\ude00") + case(None))
    assert [one["id"] for one in answers] == [
        "ä\u2028\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        None,
    ]


@pytest.mark.parametrize("name", ["missing.jsonl", ".", "a\x00b"])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("evaluate", f"{tmp_path}/{name}")


@pytest.fixture
def command() -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), "evaluate", "-"]


def test_it_reads_standard_input_and_answers_line_by_line(command: list[str]) -> None:
    """An answer comes before the next question is asked, and before the input ends."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "iamlab.settings"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for identifier in ("a", "b"):
            process.stdin.write(case(identifier))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == identifier
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_a_reader_that_has_seen_enough_ends_it_quietly(command: list[str], tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_bytes(case("a", identity_policies=[ALLOW]) * 20_000)
    arguments = [*command[:-1], str(file)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=30) == 1
        assert process.stderr.read() == b""
