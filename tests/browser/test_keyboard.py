"""Without a mouse: every stop of the Tab key can be seen, nothing holds the focus, and arrows do what they should."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.workbench import write, written

pytestmark = pytest.mark.browser

IN_EDITOR = "document.activeElement.closest('.editor-surface') !== null"
# The focus ring of the element itself, or of the box that it lies in.
RING = """() => {
  if (document.activeElement === document.body) return ""; // past the last stop
  for (let at = document.activeElement; at && at !== document.body; at = at.parentElement) {
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    if (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) return "";
  }
  return document.activeElement.outerHTML.slice(0, 120);
}"""


def test_the_first_stop_skips_to_the_content(page: Page) -> None:
    page.goto("/lessons/why-iam/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/lessons/why-iam/",
        "/exercises/read-one-bucket/",
        "/exercises/give-jane-an-identity/",
        "/quiz/3/",
        "/playground/?example=dangerous",
    ],
)
def test_every_stop_can_be_seen(address: str, page: Page) -> None:
    page.goto(address)
    unseen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        unseen.append(page.evaluate(RING))
    assert not any(unseen), "\n".join(filter(None, unseen))


def test_tab_indents_in_the_editor_until_escape_lets_it_leave(page: Page) -> None:
    page.goto("/exercises/read-one-bucket/")
    write(page, "{}")
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    assert written(page) == "  {}"
    assert page.evaluate(IN_EDITOR)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert not page.evaluate(IN_EDITOR)
    assert written(page) == "  {}"


def test_shift_tab_leaves_the_editor_backwards_after_escape(page: Page) -> None:
    page.goto("/exercises/read-one-bucket/")
    write(page, "{}")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Tab")
    assert not page.evaluate(IN_EDITOR)


def test_tab_completes_in_the_terminal_until_escape_lets_it_leave(page: Page) -> None:
    page.goto("/exercises/give-jane-an-identity/")
    line = page.locator("#line")
    line.fill("aws iam create-us")
    page.keyboard.press("Tab")
    expect(line).to_have_value("aws iam create-user ")
    expect(line).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(line).not_to_be_focused()


def test_arrows_recall_commands(page: Page) -> None:
    page.goto("/exercises/give-jane-an-identity/")
    line = page.locator("#line")
    for number, command in enumerate(("aws sts get-caller-identity", "aws iam list-users"), 1):
        line.fill(command)
        page.keyboard.press("Enter")
        expect(page.locator(".entry")).to_have_count(number)
    expect(line).to_have_value("")
    page.keyboard.press("ArrowUp")
    expect(line).to_have_value("aws iam list-users")
    page.keyboard.press("ArrowUp")
    expect(line).to_have_value("aws sts get-caller-identity")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(line).to_have_value("")


def test_arrows_move_between_the_tabs_of_a_narrow_workbench(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/exercises/read-one-bucket/")
    task, editor, results = (page.get_by_role("tab", name=name) for name in ("Task", "Editor", "Results"))
    expect(page.locator("#pane-brief")).to_be_visible()
    task.focus()
    page.keyboard.press("ArrowRight")
    expect(editor).to_be_focused()
    expect(editor).to_have_attribute("aria-selected", "true")
    expect(page.locator("#pane-bench")).to_be_visible()
    expect(page.locator("#pane-brief")).to_be_hidden()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(results).to_be_focused()
    expect(page.locator("#pane-results")).to_be_visible()


def test_a_question_mark_lists_the_shortcuts_and_escape_closes_them(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
