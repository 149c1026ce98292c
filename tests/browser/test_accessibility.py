"""Everyone can use every page: axe-core finds nothing, narrow and wide, light and dark; nothing scrolls sideways."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDE
from tests.browser.states import STATES
from tests.browser.troubles import Troubles

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
NARROW = {"width": 390, "height": 844}
SMALLEST = {"width": 320, "height": 640}
EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"]}
# A theme is other colours on the same page.
COLOURS: dict[str, Any] = EVERYTHING | {"runOnly": ["color-contrast", "link-in-text-block"]}


@pytest.mark.parametrize("name", STATES)
def test_a_page_has_no_barriers(name: str, page: Page, hand: Client) -> None:
    STATES[name](page, hand)
    barriers = _barriers(page)
    assert not barriers, "\n".join(barriers)


def test_the_page_of_a_broken_server_has_no_barriers(
    page: Page, troubles: Troubles, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles.expect("status 500")
    monkeypatch.setattr("lessons.curriculum.views.render", None)
    page.goto("/")
    assert "Something broke in the lab" in page.title()
    assert _barriers(page) == []


def _barriers(page: Page) -> list[str]:
    """What stops somebody: the screen, the theme, the rule and the element of each violation."""
    page.evaluate(AXE)
    found = []
    for screen in (WIDE, NARROW):
        page.set_viewport_size(screen)  # type: ignore[arg-type]
        for tab in _tabs(page):
            for theme, options in (("light", EVERYTHING), ("dark", COLOURS)):
                page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
                place = f"{screen['width']} px, {theme}{tab}"
                found += [f"{place}: {violation}" for violation in _violations(page, options)]
    page.set_viewport_size(SMALLEST)  # type: ignore[arg-type]
    for tab in _tabs(page):
        if (width := page.evaluate("document.scrollingElement.scrollWidth")) > SMALLEST["width"]:
            found.append(f"{SMALLEST['width']} px{tab}: the page is {width} px wide")
    return found


def _tabs(page: Page) -> Iterator[str]:
    """Opens the tabs of a narrow workbench one after the other; any other page is one view without a name."""
    nav = page.locator("[data-tabs]:visible")
    if not nav.count():
        yield ""
        return
    expect(nav).to_have_role("tablist")
    for tab in nav.get_by_role("tab").all():
        tab.click()
        yield f", {tab.inner_text()}"


def _violations(page: Page, options: dict[str, Any]) -> list[str]:
    answer = page.evaluate(f"axe.run({json.dumps(options)})")
    return [
        f"{violation['id']}: {node['html'][:150]} ({(node['any'] or node['all'] or node['none'])[0]['message'][:200]})"
        for violation in answer["violations"]
        for node in violation["nodes"]
    ]
