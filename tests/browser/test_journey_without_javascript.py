"""The same way in a browser that runs no scripts: forms, full pages and links do all of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from lessons.exercises.format import CallsExercise, find
from tests.exercises.answers import BUCKET_ONLY, RIGHT

pytestmark = pytest.mark.browser


def test_a_live_example_is_decided_on_a_page_of_its_own(plain_page: Page) -> None:
    plain_page.goto("/lessons/why-iam/")
    example = plain_page.locator("#try-nobody-said-yes")
    example.get_by_label("Action").fill("ec2:DescribeInstances")
    example.get_by_role("button", name="Decide").click()
    expect(example.locator(".trace-head .decision")).to_have_text("Allowed")
    expect(example.get_by_label("Action")).to_have_value("ec2:DescribeInstances")


def test_the_terminal_exercise(plain_page: Page) -> None:
    found = find("give-jane-an-identity")
    assert found is not None
    exercise = found[1]
    assert isinstance(exercise, CallsExercise)
    plain_page.goto("/exercises/give-jane-an-identity/")
    for line in exercise.solution:
        _run(plain_page, line)
    assert plain_page.locator("#goals .tick[data-met=true]").count() == len(exercise.goals)

    plain_page.locator("#identity").select_option("jane.doe")
    _run(plain_page, "aws iam create-user --user-name mallory")
    refused = plain_page.locator(".entry.refused")
    refused.get_by_text("Why?").click()
    expect(refused.locator(".trace-head .decision")).to_have_text("Implicit deny")

    plain_page.get_by_role("button", name="Hand in this account").click()
    _wait_until_graded(plain_page)
    expect(plain_page.locator(".verdict.passed")).to_be_visible()


def test_the_policy_exercise(plain_page: Page) -> None:
    plain_page.goto("/exercises/read-one-bucket/")
    _submit(plain_page, '{\n  "Version": "2012-10-17",\n  "Statement": [}\n}')
    expect(plain_page.locator("#results .problems li")).to_contain_text("Line 3:17")
    assert "[}" in plain_page.get_by_role("textbox", name="Your policy").input_value()

    _submit(plain_page, BUCKET_ONLY)
    expect(plain_page.locator("#results .counter")).to_contain_text("cannot call s3:GetObject")

    _submit(plain_page, RIGHT)
    expect(plain_page.locator(".verdict.passed")).to_be_visible()
    expect(plain_page.locator(".site-progress")).to_contain_text("1 of ")
    plain_page.get_by_role("link", name=re.compile("^Next: ")).click()
    expect(plain_page.locator("h1")).to_be_visible()

    plain_page.goto("/exercises/read-one-bucket/")
    expect(plain_page.get_by_role("textbox", name="Your policy")).to_have_value(RIGHT)


def test_an_account_takes_over_what_was_done_without_one(plain_page: Page) -> None:
    plain_page.goto("/lessons/why-iam/")
    plain_page.get_by_role("button", name=re.compile("Done. Next")).click()
    plain_page.get_by_role("link", name="Sign up").click()
    plain_page.get_by_label("Name").fill("grace")
    plain_page.get_by_label("Password", exact=True).fill("nanoseconds of wire")
    plain_page.get_by_label("Password again").fill("nanoseconds of wire")
    plain_page.get_by_role("button", name="Create account").click()
    expect(plain_page.locator(".who")).to_have_text("grace")
    expect(plain_page.locator(".site-progress")).to_contain_text("1 of ")


def test_nothing_that_needs_javascript_is_offered(plain_page: Page) -> None:
    for address in ("/", "/lessons/policies/", "/exercises/read-one-bucket/"):
        plain_page.goto(address)
        expect(plain_page.locator(".needs-js:visible")).to_have_count(0)


def _run(page: Page, line: str) -> None:
    page.get_by_label("Command").fill(line)
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".entry").last).to_contain_text(line)


def _submit(page: Page, policy: str) -> None:
    page.get_by_role("textbox", name="Your policy").fill(policy)
    page.get_by_role("button", name="Submit").click()
    _wait_until_graded(page)


def _wait_until_graded(page: Page) -> None:
    """The page says that it is not graded yet, and links to itself."""
    for _ in range(20):
        look_again = page.get_by_role("link", name="See whether it is graded")
        if not look_again.count():
            return
        look_again.click()
