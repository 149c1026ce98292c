"""Content files: what authors write means what they expect, and a mistake is named with its line."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from lessons.curriculum import yaml_files
from lessons.curriculum.yaml_files import ContentError, ContentModel


class Inner(ContentModel):
    action: str


class Outer(ContentModel):
    name: str
    inner: list[Inner] = []


class Anything(BaseModel):
    value: object


def load(tmp_path: Path, text: str, model: type[BaseModel] = Outer) -> BaseModel:
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    return yaml_files.load(path, model)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("value: 2012-10-17", "2012-10-17"),
        ("value: On", "On"),
        ("value: yes", "yes"),
        ("value: true", True),
        ("value: 12", 12),
    ],
)
def test_plain_scalars_mean_what_an_author_of_policies_expects(tmp_path: Path, text: str, meant: object) -> None:
    assert load(tmp_path, text, Anything).value == meant  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name: a\ninner:\n  - action: s3:*\n  - acton: s3:*\n", 4, "inner[1].action"),
        ("name: a\ninner:\n  - action: [1]\n", 3, "inner[0].action"),
        ("name: a\nname: b\n", 2, "twice"),
        ("name: [a\n", 2, "expected"),
        ("- a\n", 1, "the file"),
        ("", 1, "the file"),
        ("name: !!python/object:os.system a\n", 1, "tag"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(ContentError) as caught:
        load(tmp_path, text)
    assert f"file.yaml:{line}: " in caught.value.problems[0]
    assert words in str(caught.value)


def test_every_problem_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        load(tmp_path, "nam: a\ninner: [{}]\n")
    assert len(caught.value.problems) == 3


def test_a_missing_file_and_one_that_is_not_text(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="No such file"):
        yaml_files.load(tmp_path / "none.yaml", Outer)
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(ContentError, match="UTF-8"):
        yaml_files.load(tmp_path / "bytes.yaml", Outer)
