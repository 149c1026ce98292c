"""The trail as a person uses it: narrowed down while typing, opened in place, shared by its address."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browser.states import TERMINAL, TRAIL
from tests.browser.workbench import run

pytestmark = pytest.mark.browser


def _three_calls(hand: Client) -> None:
    for identity, line in (
        ("my-admin", "aws iam create-user --user-name jane.doe"),
        ("my-admin", "aws s3api list-buckets"),
        ("jane.doe", "aws iam create-user --user-name mallory"),
    ):
        hand.post(f"{TERMINAL}run/", {"identity": identity, "line": line})


def test_from_a_refused_command_to_its_event_and_the_policy_that_decided(page: Page) -> None:
    page.goto(TERMINAL)
    run(page, "aws iam create-user --user-name jane.doe", "my-admin")
    run(page, "aws iam create-user --user-name mallory", "jane.doe")
    page.locator(".entry").last.get_by_role("link", name="CreateUser (refused)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("CreateUser")
    expect(page.locator(".trace-head .decision")).to_have_text("Implicit deny")
    expect(page.locator(".copyable")).to_contain_text('"errorCode": "AccessDenied"')

    page.get_by_role("link", name="Trail", exact=True).click()
    expect(page.locator(".event")).to_have_count(2)
    first = page.locator(".event").last
    first.locator("summary").first.click()
    first.get_by_role("link", name="Open the policy that decided: AdministratorAccess").click()
    expect(page.locator(".policy-lines li:target")).to_be_in_viewport()


def test_events_are_narrowed_down_as_the_filters_change(page: Page, hand: Client) -> None:
    _three_calls(hand)
    page.goto(TRAIL)
    page.wait_for_load_state()
    events = page.locator(".event")
    expect(events).to_have_count(3)
    page.get_by_label("Event name").select_option("CreateUser")
    expect(events).to_have_count(2)
    expect(page.locator("#announcer")).to_have_text("2 events")
    expect(page).to_have_url(f"{page.url.partition('?')[0]}?event=CreateUser")
    page.get_by_label("Only refused calls").check()
    expect(events).to_have_count(1)
    page.get_by_label("Text in the record").press_sequentially("nowhere")
    expect(page.get_by_text("No call is like that")).to_be_visible()
    expect(page.get_by_label("Text in the record")).to_be_focused()

    page.reload()
    expect(page.get_by_label("Text in the record")).to_have_value("nowhere")
    page.get_by_role("link", name="Show all events").click()
    expect(events).to_have_count(3)
    expect(page).to_have_url(re.compile(r"/trail/$"))


def test_an_event_is_opened_in_place_and_the_way_back_is_the_list(page: Page, hand: Client) -> None:
    _three_calls(hand)
    page.goto(f"{TRAIL}?event=CreateUser")
    opened = page.locator(".event").first
    opened.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(opened.locator(".trace-head .decision")).to_have_text("Implicit deny")
    opened.get_by_role("link", name="This event on a page of its own").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("CreateUser")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trail")
    expect(page.locator(".event")).to_have_count(2)


def test_the_trail_works_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto(TERMINAL)
    page.get_by_label("Command").fill("aws s3api list-buckets")
    page.get_by_role("button", name="Run").click()
    page.get_by_role("link", name="trail", exact=True).click()
    page.get_by_label("Who").select_option("my-admin")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"who=my-admin"))
    page.locator(".event > summary").first.click()
    page.get_by_role("link", name="The record of this call").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ListBuckets")
    expect(page.locator(".trace-head .decision")).to_have_text("Allowed")
    expect(page.locator(".copyable")).to_contain_text('"eventName": "ListBuckets"')
