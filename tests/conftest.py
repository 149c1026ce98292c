"""Fixtures for all tests."""

from collections.abc import Iterator

import pytest

from iamlab.celery import app


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
