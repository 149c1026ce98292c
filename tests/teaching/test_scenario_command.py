"""`manage.py scenario`: what an author is told."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lessons.curriculum.yaml_files import CONTENT

EXERCISES = sorted(CONTENT.glob("modules/*/exercises/*.yaml"))
SCENARIOS = sorted(CONTENT.glob("scenarios/*.yaml"))
POLICY = CONTENT / "modules/02-policies/exercises/read-one-bucket.yaml"
CALLS = CONTENT / "modules/01-why-iam/exercises/give-jane-an-identity.yaml"


def check(path: Path) -> str:
    out = StringIO()
    call_command("scenario", "check", str(path), stdout=out)
    return out.getvalue()


def refused(path: Path) -> str:
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("scenario", "check", str(path), stderr=err)
    return err.getvalue()


def changed(tmp_path: Path, source: Path, old: str, new: str) -> Path:
    text = source.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / source.name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("path", "said"),
    [*((path, "caught") for path in EXERCISES), *((path, "identities") for path in SCENARIOS)],
    ids=lambda value: value.stem if isinstance(value, Path) else value,
)
def test_every_file_of_the_course_passes_its_own_check(path: Path, said: str) -> None:
    assert said in check(path)


def test_a_misspelt_field_is_named_with_its_line(tmp_path: Path) -> None:
    message = refused(changed(tmp_path, POLICY, "\nminutes:", "\nminuts:"))
    assert "read-one-bucket.yaml:3: " in message
    assert "minuts" in message


def test_a_solution_that_does_not_pass_is_refused(tmp_path: Path) -> None:
    text = POLICY.read_text(encoding="utf-8")
    head, solution, rest = text.partition("\nsolution:")
    path = tmp_path / "exercise.yaml"
    path.write_text(head + solution + rest.replace("s3:GetObject", "s3:GetObjectAcl", 1), encoding="utf-8")
    assert "the solution does not pass" in refused(path)


def test_a_wrong_answer_that_passes_is_refused(tmp_path: Path) -> None:
    text = POLICY.read_text(encoding="utf-8")
    solution = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports"},
            {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"},
        ],
    }
    path = tmp_path / "exercise.yaml"
    path.write_text(f"{text}\n  - {{why: not wrong, fails: [], policy: {json.dumps(solution)}}}\n", encoding="utf-8")
    assert "'not wrong' passes" in refused(path)


def test_a_wrong_answer_that_fails_otherwise_than_it_says_is_refused(tmp_path: Path) -> None:
    message = refused(changed(tmp_path, POLICY, "    fails: [", "    fails: [overwrite-report, "))
    assert "instead of" in message


def test_an_unknown_id_is_refused(tmp_path: Path) -> None:
    assert "unknown ids: nonsense" in refused(changed(tmp_path, POLICY, "    fails: [", "    fails: [nonsense, "))


def test_a_scenario_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    assert "no-such" in refused(changed(tmp_path, CALLS, "scenario: first-team", "scenario: no-such"))


def test_a_resource_type_nobody_knows_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, SCENARIOS[0], "AWS::S3::Bucket", "AWS::S3::Bukket")
    line = path.read_text(encoding="utf-8").splitlines().index("        Type: AWS::S3::Bukket") + 1
    message = refused(path)
    assert f"{path.name}:{line}: accounts[" in message
    assert "AWS::S3::Bukket" in message


def test_a_file_that_is_neither_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text("title: something\n", encoding="utf-8")
    assert "neither an exercise" in refused(path)


@pytest.mark.parametrize("kind", ["exercise", "scenario"])
def test_the_schema_is_json_schema(kind: str) -> None:
    out = StringIO()
    call_command("scenario", "schema", kind, stdout=out)
    assert "properties" in out.getvalue()
    assert json.loads(out.getvalue())["$defs"]
