"""Static files are collected when one of them changed, and only then."""

from pathlib import Path
from typing import Any

import pytest

from iamlab import preparation


@pytest.fixture
def collected(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the commands that preparation calls, with a project of one style sheet."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "site.css").write_text("a { color: red }")
    settings.DEBUG = False
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "data" / "static"
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    calls: list[str] = []
    real = preparation.call_command

    def call(name: str, **options: Any) -> None:
        calls.append(name)
        real(name, **options)

    monkeypatch.setattr(preparation, "call_command", call)
    return calls


def test_the_first_start_collects(collected: list[str], settings: Any) -> None:
    preparation.static_files()
    assert (settings.STATIC_ROOT / "staticfiles.json").exists()
    assert list(settings.STATIC_ROOT.glob("site.*.css"))


def test_the_second_start_has_nothing_to_do(collected: list[str]) -> None:
    preparation.static_files()
    preparation.static_files()
    assert collected == ["collectstatic"]


def test_a_changed_file_is_collected(collected: list[str], settings: Any, tmp_path: Path) -> None:
    preparation.static_files()
    (tmp_path / "source" / "site.css").write_text("a { color: rebeccapurple }")
    preparation.static_files()
    assert collected == ["collectstatic", "collectstatic"]
    sheets = {sheet.read_text() for sheet in settings.STATIC_ROOT.glob("site.????????????.css")}
    assert sheets == {"a { color: red }", "a { color: rebeccapurple }"}, "a running lab still serves the old one"


def test_a_collection_that_was_interrupted_is_done_again(collected: list[str], settings: Any) -> None:
    preparation.static_files()
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    preparation.static_files()
    assert collected == ["collectstatic", "collectstatic"]


def test_while_debugging_files_are_served_from_where_they_lie(collected: list[str], settings: Any) -> None:
    settings.DEBUG = True
    preparation.static_files()
    assert collected == []
