"""What the validator says, as pages show it; and the fixes that an editor asks for."""

import html
import json
import shutil
from pathlib import Path

import pytest
from django.test import Client

from iamlab.policy import PolicyType
from lessons.curriculum.content import course, load_course
from lessons.curriculum.findings import find_fix, review
from lessons.curriculum.yaml_files import CONTENT, ContentError

LIKE = """{
  "Version": "2012-10-17",
  "Statement": [{"Sid": "ümläut😀", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*",
    "Condition": {"StringEquals": {"aws:PrincipalTag/team": "fin*"}}}]
}"""


def test_a_broken_text_has_an_error_with_its_place() -> None:
    found = review('{\n  "Statement": [}\n}', PolicyType.IDENTITY)
    assert found.valid is False
    assert found.summary == "1 error"
    assert (found.findings[0].line, found.findings[0].sign) == (2, "error")


def test_a_clean_policy_is_said_to_be_valid() -> None:
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}
    found = review(json.dumps({"Version": "2012-10-17", "Statement": [statement]}), PolicyType.IDENTITY)
    assert (found.valid, found.findings, found.summary) == (True, (), "A valid policy")


@pytest.mark.parametrize("text", ["", " \n"])
def test_nothing_is_said_about_nothing(text: str) -> None:
    assert review(text, PolicyType.IDENTITY).valid is None


def test_a_finding_names_the_lesson_that_teaches_its_topic() -> None:
    found = review('{"Version": "2012-10-17", "Statement": [{"Effect": "Allow"}]}', PolicyType.IDENTITY)
    lesson = found.findings[0].lesson
    assert lesson is not None
    assert lesson.url == "/lessons/policies/"


def test_every_topic_is_taught_by_a_lesson_that_exists() -> None:
    assert set(course().by_topic.values()) <= set(course().lessons)


def test_a_topic_is_taught_by_one_lesson(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path, dirs_exist_ok=True)
    lesson = tmp_path / "modules" / "01-why-iam" / "lesson.md"
    lesson.write_text(lesson.read_text().replace("minutes:", "topics: [resources]\nminutes:", 1))
    with pytest.raises(ContentError, match="'resources' is taught by the lesson"):
        load_course(tmp_path)


def test_a_topic_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path, dirs_exist_ok=True)
    lesson = tmp_path / "modules" / "01-why-iam" / "lesson.md"
    lesson.write_text(lesson.read_text().replace("minutes:", "topics: [cooking]\nminutes:", 1))
    with pytest.raises(ContentError, match="topics"):
        load_course(tmp_path)


def test_errors_come_first() -> None:
    statement = {"Effect": "Allow", "Action": ["iam:PassRole", "s3:GetObjects"], "Resource": "*"}
    found = review(json.dumps({"Version": "2012-10-17", "Statement": [statement]}), PolicyType.IDENTITY)
    assert [one.sign for one in found.findings][:2] == ["error", "security"]


def test_the_editor_gets_the_findings_as_a_part_of_a_page(client: Client) -> None:
    part = html.unescape(client.post("/policy/check/", {"answer": '{\n "Version": "2012-10-17"\n}'}).content.decode())
    assert "<html" not in part
    assert 'data-line="1"' in part
    assert 'href="#id_answer"' in part
    assert "error" in client.post("/policy/check/", {"answer": "{", "policy_type": "nonsense"}).content.decode()


def test_what_a_learner_wrote_is_text_in_a_finding(client: Client) -> None:
    part = client.post("/policy/check/", {"answer": '{"<script>alert(1)</script>": "`<b>`"}'}).content.decode()
    assert "<script>" not in part
    assert "<b>" not in part


def test_a_fix_comes_as_edits_in_the_units_of_a_browser(client: Client) -> None:
    review_ = review(LIKE, PolicyType.IDENTITY)
    name = next(one.fix for one in review_.findings if one.fix_title == "Use StringLike")
    answer = client.post("/policy/fix/", {"answer": LIKE, "fix": name}).json()
    assert answer["title"] == "Use StringLike"
    units = LIKE.encode("utf-16-le")
    for edit in reversed(answer["edits"]):
        units = units[: 2 * edit["start"]] + edit["text"].encode("utf-16-le") + units[2 * edit["end"] :]
    mended = json.loads(units.decode("utf-16-le"))
    assert mended == json.loads(LIKE.replace("StringEquals", "StringLike"))


def test_a_fix_for_another_text_is_not_made(client: Client) -> None:
    assert client.post("/policy/fix/", {"answer": LIKE, "fix": "MISSING_VERSION:1:1"}).status_code == 409
    assert find_fix("", "", PolicyType.IDENTITY) is None
