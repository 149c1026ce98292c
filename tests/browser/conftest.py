"""Chromium, the live site and the worker beside it, as `manage.py lab` runs them: one browser for all tests."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from iamlab.embedded_worker import EmbeddedWorker
from tests.browser.troubles import Troubles
from tests.programs import require_program

WIDE = {"width": 1440, "height": 900}
PATIENCE_MS = 10_000
_SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
expect.set_options(timeout=PATIENCE_MS)
_database_folder = Path(tempfile.mkdtemp(prefix="iamlab-browser-"))


def pytest_configure() -> None:
    """The site, the worker and the test each have a connection of their own, so the database must be a file."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database.setdefault("TEST", {})["NAME"] = str(_database_folder / "test.sqlite3")


def pytest_unconfigure() -> None:
    shutil.rmtree(_database_folder, ignore_errors=True)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    executable = require_program("chromium")
    # Playwright's own event loop runs below the tests, and Django would take each test for a coroutine.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=executable, args=_SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def worker() -> Iterator[None]:
    embedded = EmbeddedWorker()
    embedded.start()
    yield
    assert embedded.stop(timeout=10)


@pytest.fixture
def site(transactional_db: None, live_server: LiveServer, worker: None) -> str:
    """The address of a running lab in which nobody has done anything yet."""
    return live_server.url


@pytest.fixture
def troubles() -> Iterator[Troubles]:
    """What went wrong in the browser unasked; a test that provokes trouble says so with `troubles.expect`."""
    watched = Troubles()
    yield watched
    assert watched.unexpected() == []


@pytest.fixture
def context(chromium: Browser, site: str, troubles: Troubles) -> Iterator[BrowserContext]:
    yield from _context(chromium, site, troubles, java_script=True)


@pytest.fixture
def plain_context(chromium: Browser, site: str, troubles: Troubles) -> Iterator[BrowserContext]:
    """A browser that runs no JavaScript."""
    yield from _context(chromium, site, troubles, java_script=False)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def plain_page(plain_context: BrowserContext) -> Page:
    return plain_context.new_page()


@pytest.fixture
def hand(context: BrowserContext, site: str) -> Client:
    """Works as the browser's visitor without the browser: what it does, the browser's next page shows."""
    client = Client()
    client.session.save()
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": site}])
    return client


def _context(browser: Browser, site: str, troubles: Troubles, *, java_script: bool) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=site, viewport=WIDE, java_script_enabled=java_script, reduced_motion="reduce", color_scheme="light"
    )
    context.set_default_timeout(PATIENCE_MS)
    troubles.watch(context)
    yield context
    context.close()
