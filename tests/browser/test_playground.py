"""The playground as a visitor uses it: with JavaScript, without, and by its address."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from lessons.learners.models import Learner
from tests.browser.workbench import write

pytestmark = pytest.mark.browser

ADDRESS = "/playground/"
LIKE = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "s3:GetObject",
                "Resource": "arn:aws:s3:::reports/*",
                "Condition": {"StringEquals": {"aws:PrincipalTag/team": "fin*"}},
            }
        ],
    },
    indent=2,
)
DENY = '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}'


def policy(page: Page) -> str:
    return page.locator("#id_policy").input_value()


def test_a_policy_is_written_mended_decided_and_shared(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Playground").click()
    expect(page.get_by_text("Nothing to check yet")).to_be_visible()
    write(page, LIKE)
    expect(page.get_by_role("heading", name="1 warning")).to_be_visible()
    expect(page.locator(".quota").first).to_contain_text(" of 6,144")

    page.get_by_label("Action", exact=True).fill("s3:GetObject")
    page.get_by_label("Resource", exact=True).fill("arn:aws:s3:::reports/q1.csv")
    page.get_by_label("Context").fill("aws:PrincipalTag/team = finance")
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("#decision .trace-head .decision")).to_have_text("Implicit deny")

    page.get_by_role("button", name="Fix: Use StringLike").click()
    expect(page.get_by_role("heading", name="A valid policy")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    old = page.get_by_text("You have changed something since")
    expect(old).to_be_visible()
    page.get_by_label("Action", exact=True).press("Enter")
    expect(page.locator("#decision .trace-head .decision")).to_have_text("Allowed")
    expect(old).to_be_hidden()

    expect(page).to_have_url(re.compile("StringLike.*finance"))
    shared = page.context.new_page()
    shared.goto(page.url)
    expect(shared.locator("#decision .trace-head .decision")).to_have_text("Allowed")
    assert policy(shared) == policy(page)
    assert not Learner.objects.exists()


def test_another_kind_of_policy_plays_another_part(page: Page) -> None:
    page.goto(ADDRESS)
    expect(page.get_by_label("Attached to")).to_be_hidden()
    write(page, DENY)
    page.get_by_label("Action", exact=True).fill("s3:GetObject")
    page.get_by_label("Resource", exact=True).fill("arn:aws:s3:::reports/q1.csv")
    page.get_by_label("What kind of policy").select_option("scp")
    rung = page.locator("#decision .rung.deciding")
    expect(rung).to_contain_text("Service control policies")
    expect(page.locator("#decision")).to_contain_text("FullAWSAccess")
    page.get_by_label("What kind of policy").select_option("resource")
    expect(page.get_by_label("Attached to")).to_be_visible()
    expect(page.locator("#decision")).to_contain_text("This cannot be decided yet")


def test_ctrl_enter_in_the_editor_decides(page: Page) -> None:
    page.goto(f"{ADDRESS}?example=clean")
    expect(page.locator("#decision .trace-head .decision")).to_have_text("Allowed")
    write(page, DENY)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#decision .trace-head .decision")).to_have_text("Explicit deny")
    expect(page.locator("h1")).to_have_text("Playground")


def test_patterns_are_expanded_as_they_are_typed_and_said(page: Page) -> None:
    page.goto(ADDRESS)
    page.wait_for_load_state()
    patterns = page.get_by_label("Action patterns")
    patterns.press_sequentially("s3:GetObjectT")
    expect(page.locator("#expansion")).to_contain_text("Nothing matches.")
    patterns.press_sequentially("*")
    expect(page.locator(".expansion-actions li").first).to_contain_text("s3:GetObjectTagging")
    expect(page.locator("#announcer")).to_contain_text("s3:GetObjectT*: ")
    page.get_by_text("that it does not cover").click()
    expect(page.locator(".expansion-others")).to_contain_text("s3:PutObject")


def test_the_link_is_copied_and_one_too_long_is_refused_with_a_reason(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{ADDRESS}?example=clean")
    page.wait_for_load_state()
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert parse_qs(urlsplit(link).query)["policy"] == [policy(page)]
    assert "csrf" not in link

    write(page, " " * 9_000 + DENY)
    page.get_by_role("button", name="Cop").click()
    expect(page.get_by_role("alert")).to_contain_text("Send the policy's text instead")


def test_what_was_typed_is_offered_again_after_a_crash(page: Page) -> None:
    page.goto(ADDRESS)
    write(page, " " * 9_000 + DENY)
    page.wait_for_timeout(600)
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("#decision")).to_contain_text("Fill in an action")
    page.goto(ADDRESS)
    page.get_by_role("button", name="Restore my draft").click()
    assert policy(page).strip() == DENY


def test_everything_works_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto(ADDRESS)
    page.get_by_label("Policy", exact=True).fill(LIKE)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="1 warning")).to_be_visible()
    assert "policy=" in page.url

    page.get_by_role("button", name="Fix: Use StringLike").click()
    expect(page.get_by_role("status").filter(has_text="Done: Use StringLike")).to_be_visible()
    assert "StringLike" in policy(page)
    page.get_by_role("button", name="Undo").click()
    assert policy(page) == LIKE

    page.get_by_label("Action", exact=True).fill("s3:GetObject")
    page.get_by_label("Resource", exact=True).fill("arn:aws:s3:::reports/q1.csv")
    page.get_by_label("Action patterns").fill("s3:GetObjectT*")
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("#decision .trace-head .decision")).to_have_text("Implicit deny")
    expect(page.locator(".expansion-actions")).to_contain_text("s3:GetObjectTagging")
    expect(page.locator("#request")).to_be_in_viewport()
    page.go_back()
    expect(page.get_by_label("Action", exact=True)).to_be_visible()

    page.get_by_role("link", name="a dangerous one").click()
    expect(page.locator(".finding").first).to_contain_text("Security warning")
