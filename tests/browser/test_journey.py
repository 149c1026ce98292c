"""The whole way of a new learner, with JavaScript: first page, lessons, terminal, editor, account."""

import re

import pytest
from playwright.sync_api import Page, expect

from lessons.exercises.format import CallsExercise, find
from tests.browser.workbench import met_goals, run, write, written
from tests.exercises.answers import BUCKET_ONLY, RIGHT

pytestmark = pytest.mark.browser

JANE = "give-jane-an-identity"
BROKEN = '{\n  "Version": "2012-10-17",\n  "Statement": [}\n}'


def test_from_the_first_page_to_an_account_with_all_work_in_it(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Start: Why IAM").click()
    _change_a_live_example_and_decide(page)
    page.get_by_role("button", name=re.compile("Done. Next")).click()

    _do_the_terminal_exercise(page)
    page.get_by_role("link", name=re.compile("^Next: ")).click()

    expect(page.locator("h1")).to_have_text("Policies")
    page.get_by_role("button", name=re.compile("Done. Next")).click()

    expect(page.locator("h1")).to_have_text("Let the reporting job read one bucket")
    _meet_a_syntax_error(page)
    _complete_an_action_name(page)
    _submit_a_wrong_policy(page)
    _submit_the_right_policy(page)
    page.get_by_role("link", name=re.compile("^Next: ")).click()

    progress = page.locator(".site-progress")
    expect(progress).to_contain_text("4 of ")
    _sign_up(page)
    expect(progress).to_contain_text("4 of ")

    page.goto("/exercises/read-one-bucket/")
    page.reload()
    expect(page.locator(".verdict.passed")).to_be_visible()
    assert written(page) == RIGHT
    page.goto(f"/exercises/{JANE}/")
    expect(page.locator(".entry").first).to_contain_text("get-caller-identity")


def _change_a_live_example_and_decide(page: Page) -> None:
    example = page.locator("#try-nobody-said-yes")
    example.get_by_role("button", name="Decide").click()
    expect(example.locator(".trace-head .decision")).to_have_text("Implicit deny")
    example.get_by_label("Action").fill("ec2:DescribeInstances")
    example.get_by_role("button", name="Decide").click()
    expect(example.locator(".trace-head .decision")).to_have_text("Allowed")
    expect(example.locator(".statement.decides")).to_contain_text("SeeServers")


def _do_the_terminal_exercise(page: Page) -> None:
    found = find(JANE)
    assert found is not None
    exercise = found[1]
    assert isinstance(exercise, CallsExercise)
    expect(page.locator("h1")).to_have_text(exercise.title)
    assert met_goals(page) == 0
    run(page, exercise.solution[0])
    expect(page.locator(".entry").last).to_contain_text("user/my-admin")
    for line in exercise.solution[1:]:
        run(page, line)
    expect(page.locator("#goals .tick[data-met=true]")).to_have_count(len(exercise.goals))

    run(page, "aws iam create-user --user-name mallory", identity="jane.doe")
    refused = page.locator(".entry.refused")
    expect(refused).to_contain_text("AccessDenied")
    refused.get_by_text("Why?").click()
    expect(refused.locator(".trace-head .decision")).to_have_text("Implicit deny")
    expect(refused.locator(".trace")).to_contain_text("AmazonEC2ReadOnlyAccess")

    page.get_by_role("button", name="Hand in this account").click()
    expect(page.locator(".verdict.passed")).to_contain_text("Passed")


def _meet_a_syntax_error(page: Page) -> None:
    write(page, BROKEN)
    expect(page.locator(".finding .at")).to_have_text("Line 3:17")
    expect(page.locator(".ace_gutter-layer > .ace_error")).to_have_text("3")
    page.get_by_role("button", name="Submit").click()
    problems = page.locator("#results .problems li")
    expect(problems).to_contain_text("Line 3:17")
    problems.get_by_role("link").click()
    expect(page.locator(".editor-surface .ace_text-input")).to_be_focused()
    page.keyboard.insert_text("<")
    assert written(page).splitlines()[2] == '  "Statement": [<}'


def _complete_an_action_name(page: Page) -> None:
    write(page, '{"Action": "s3:GetObjectAtt"}')
    for _ in range(len('"}')):
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("r")
    suggestions = page.locator(".ace_autocomplete .ace_line")
    expect(suggestions.first).to_contain_text("s3:GetObjectAttributes")
    page.keyboard.press("Tab")
    assert written(page) == '{"Action": "s3:GetObjectAttributes"}'


def _submit_a_wrong_policy(page: Page) -> None:
    write(page, BUCKET_ONLY)
    expect(page.locator(".findings-summary")).to_contain_text("A valid policy")
    page.get_by_role("button", name="Submit").click()
    counterexample = page.locator("#results .counter")
    expect(counterexample).to_contain_text("cannot call s3:GetObject on arn:aws:s3:::reports/2026/q1.csv")
    expect(counterexample.locator("pre").first).to_have_text(
        "aws s3api get-object --bucket reports --key 2026/q1.csv q1.csv"
    )
    expect(page.locator("#goal-read-report .tick")).to_have_attribute("data-met", "false")
    expect(page.locator("#goal-list-bucket .tick")).to_have_attribute("data-met", "true")


def _submit_the_right_policy(page: Page) -> None:
    write(page, RIGHT)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#results .verdict.passed")).to_contain_text("Passed")
    assert met_goals(page) == page.locator("#goals .goal").count()


def _sign_up(page: Page) -> None:
    page.get_by_role("link", name="Sign up").click()
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password", exact=True).fill("analytical engine no 1")
    page.get_by_label("Password again").fill("analytical engine no 1")
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_text("everything you did so far is in it")).to_be_visible()
