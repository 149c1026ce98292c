"""Reading everything at the start of the lab."""

from pathlib import Path

import pytest

from lessons.curriculum import content
from lessons.curriculum.yaml_files import CONTENT, ContentError
from lessons.teaching.loading import load_everything


def test_the_content_of_the_repository_loads() -> None:
    assert len(load_everything().steps) == 11


def test_a_broken_exercise_is_found_before_a_learner_finds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "modules" / "01-why-iam"
    (folder / "exercises").mkdir(parents=True)
    (folder / "lesson.md").write_text((CONTENT / "modules/01-why-iam/lesson.md").read_text("utf-8"), "utf-8")
    (folder / "exercises" / "broken.yaml").write_text("kind: policy\ntitle: Broken\n", "utf-8")
    broken = content.load_course(tmp_path)
    monkeypatch.setattr("lessons.teaching.loading.course", lambda: broken)
    monkeypatch.setattr("lessons.exercises.format.course", lambda: broken)
    with pytest.raises(ContentError, match=r"broken\.yaml:1: policy\.brief"):
        load_everything()
