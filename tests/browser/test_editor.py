"""The policy editor of an exercise: findings as you type, fixes in one step, completion, and what a phone has of it."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.troubles import Troubles
from tests.browser.workbench import write, written
from tests.exercises.answers import RIGHT

pytestmark = pytest.mark.browser

EXERCISE = "/exercises/read-one-bucket/"
SLIP = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:ListBucket", "s3:GetObjects"],
      "Resource": "*"
    }
  ]
}"""
MENDED = SLIP.replace("GetObjects", "GetObject")


def test_an_error_is_listed_marked_heard_and_mended_in_one_step(page: Page) -> None:
    page.goto(EXERCISE)
    write(page, SLIP)
    finding = page.locator(".finding", has_text="GetObjects")
    expect(finding).to_contain_text("Error")
    expect(finding.get_by_role("link", name="Read on")).to_have_attribute("href", "/lessons/policies/")
    expect(page.locator(".ace_gutter-layer > .ace_error")).to_have_text("6")
    expect(page.get_by_role("heading", name="1 error")).to_be_visible()
    expect(page.locator("#announcer")).to_contain_text("1 error")
    finding.get_by_role("link", name="Line 6").click()
    expect(page.locator(".editor-surface .ace_text-input")).to_be_focused()

    finding.get_by_role("button", name="Fix").click()
    expect(page.locator(".fixed")).to_contain_text("Done: ")
    assert written(page) == MENDED
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    expect(page.locator("#announcer")).to_contain_text("Press Undo")
    expect(finding).to_have_count(0)
    page.keyboard.press("Enter")
    assert written(page) == SLIP
    expect(page.locator(".fixed")).to_be_hidden()
    expect(finding).to_have_count(1)


def test_the_editors_own_undo_takes_a_fix_back_too(page: Page) -> None:
    page.goto(EXERCISE)
    write(page, SLIP)
    page.get_by_role("button", name="Fix").first.click()
    expect(page.locator(".fixed")).to_be_visible()
    assert written(page) == MENDED
    page.locator(".editor-surface .ace_text-input").focus()
    page.keyboard.press("Control+z")
    assert written(page) == SLIP
    expect(page.locator(".fixed")).to_be_hidden()


def test_a_fix_does_not_submit_and_submitting_disables_only_its_button(page: Page) -> None:
    page.goto(EXERCISE)
    write(page, SLIP)
    page.get_by_role("button", name="Fix").first.click()
    expect(page.locator(".fixed")).to_be_visible()
    expect(page.locator("#results")).to_contain_text("No result yet")
    write(page, RIGHT)
    expect(page.locator(".findings-summary")).to_contain_text("A valid policy")
    page.get_by_role("button", name="Submit").click()
    expect(page.locator("#results .verdict.passed")).to_be_visible()


def test_on_a_phone_the_list_and_the_fixes_work_on_the_plain_box(context: BrowserContext) -> None:
    page = context.new_page()
    page.add_init_script(
        "const real = matchMedia; matchMedia = (query) => query.includes('coarse') ? {matches: true} : real(query)"
    )
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(EXERCISE)
    page.get_by_role("tab", name="Editor").click()
    box = page.locator("#id_answer")
    box.fill(SLIP)
    page.get_by_role("button", name="Fix").first.click()
    expect(box).to_have_value(MENDED)
    page.get_by_role("button", name="Undo").click()
    expect(box).to_have_value(SLIP)
    page.get_by_role("button", name="Fix").first.click()
    expect(box).to_have_value(MENDED)
    box.press("Control+z")
    expect(box).to_have_value(SLIP)


def test_a_lost_connection_is_not_said_while_typing_and_the_check_comes_back(
    page: Page, context: BrowserContext, troubles: Troubles
) -> None:
    troubles.expect("ERR_INTERNET_DISCONNECTED")
    page.goto(EXERCISE)
    write(page, MENDED)
    expect(page.locator(".findings-summary")).to_contain_text("A valid policy")
    context.set_offline(True)
    write(page, SLIP)
    page.wait_for_timeout(600)
    expect(page.locator("#trouble")).to_be_hidden()
    context.set_offline(False)
    expect(page.get_by_role("heading", name="1 error")).to_be_visible()


@pytest.mark.parametrize(
    ("text", "typed", "first"),
    [
        ('{"Statement": [{"Effect": "Allow", "Action": "s3:GetObjectAtt|', "r", "s3:GetObjectAttributes"),
        ('{"Statement": [{"|', "Eff", "Effect"),
        (
            '{"Statement": [{"Action": "s3:GetObject", "Condition": {"|": {"',
            "NumericLessThanE",
            "NumericLessThanEquals",
        ),
        ('{"Statement": [{"Condition": {"Bool": {"|"}}, "Action": "s3:*"}', "aws:Sec", "aws:SecureTransport"),
        ('{"Statement": [{"Condition": {"Bool": {"aws:SecureTransport": "|', "tr", "true"),
        (
            '{"Statement": [{"Action": "s3:Get*", "Resource": "arn:aws:s3:::h/|"}',
            "${aws:usern",
            "arn:aws:s3:::h/${aws:username}",
        ),
    ],
)
def test_names_are_completed_by_their_place_in_broken_json(page: Page, text: str, typed: str, first: str) -> None:
    before, _, after = text.partition("|")
    page.goto(EXERCISE)
    write(page, before + after)
    for _ in after:
        page.keyboard.press("ArrowLeft")
    page.keyboard.type(typed)
    expect(page.locator(".ace_autocomplete .ace_line").first).to_contain_text(first)
    page.keyboard.press("Enter")
    assert first in written(page)


def test_the_parts_of_an_arn_are_filled_in_one_after_the_other(page: Page) -> None:
    page.goto(EXERCISE)
    write(page, '{"Statement": [{"Action": "s3:ListBucket", "Resource": ""}')
    for _ in '"}':
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("arn:aws:s3:::")
    expect(page.locator(".ace_autocomplete .ace_line").first).to_contain_text("BucketName")
    page.keyboard.press("Enter")
    page.keyboard.type("reports")
    assert '"Resource": "arn:aws:s3:::reports"' in written(page)
