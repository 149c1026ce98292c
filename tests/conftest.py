"""Fixtures for all tests."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from iamlab.celery import app

# A slow machine is no failure. CI has Hypothesis's own profile, which also repeats the same examples every time.
settings.register_profile("lab", deadline=None)
if os.environ.get("CI") != "true":
    settings.load_profile("lab")


@pytest.fixture(autouse=True)
def tasks_run_at_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """Celery tasks run inside the call that queues them, except where a test starts a worker of its own."""
    app.conf.task_always_eager = not {"browser", "servers"} & set(request.keywords)
    yield
    app.conf.task_always_eager = False


@pytest.fixture(autouse=True)
def plain_static_files(settings: object) -> None:
    """Static files under their own names: tests have no collected manifest."""
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
