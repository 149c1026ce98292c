"""The two benches as a person at the keyboard uses them."""

from playwright.sync_api import Page, expect


def write(page: Page, text: str) -> None:
    """Replaces what the policy editor holds."""
    page.wait_for_load_state()  # before that, no script listens
    page.locator(".editor-surface .ace_text-input").focus()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)


def written(page: Page) -> str:
    """What the editor holds: the text that its form would send."""
    return page.locator("#id_answer").input_value()


def run(page: Page, line: str, identity: str | None = None) -> None:
    """Types a line into the terminal and waits for what comes of it."""
    page.wait_for_load_state()
    if identity:
        page.locator("#identity").select_option(identity)
    entries = page.locator(".entry")
    before = entries.count()
    page.locator("#line").fill(line)
    page.keyboard.press("Enter")
    expect(entries).to_have_count(before + 1)


def met_goals(page: Page) -> int:
    return page.locator("#goals .tick[data-met=true]").count()
