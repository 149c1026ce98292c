"""Double clicks, crashes, lost servers, second tabs: nothing is lost or done twice, and the page says what goes on."""

import threading

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from lessons.exercises import grading
from lessons.exercises.models import Submission
from tests.browser.troubles import Troubles
from tests.browser.workbench import run, write, written
from tests.exercises.answers import BUCKET_ONLY, RIGHT, SLUG

pytestmark = pytest.mark.browser

EXERCISE = f"/exercises/{SLUG}/"


def test_a_double_click_hands_in_once(page: Page) -> None:
    page.goto(EXERCISE)
    write(page, RIGHT)
    page.get_by_role("button", name="Submit").dblclick()
    expect(page.locator(".verdict.passed")).to_be_visible()
    page.reload()
    assert Submission.objects.count() == 1


def test_a_double_click_without_javascript_hands_in_once(plain_page: Page) -> None:
    plain_page.goto(EXERCISE)
    plain_page.get_by_role("button", name="Submit").dblclick()
    expect(plain_page.locator("#results .counter")).to_be_visible()
    assert Submission.objects.count() == 1


def test_what_was_typed_before_a_crash_is_offered_again(page: Page, context: BrowserContext) -> None:
    page.goto(EXERCISE)
    write(page, '{"half": ')
    for _ in range(40):
        if "half" in page.evaluate("JSON.stringify(localStorage)"):
            break
        page.wait_for_timeout(50)
    page.close()

    again = context.new_page()
    again.goto(EXERCISE)
    again.get_by_role("button", name="Restore my draft").click()
    assert written(again) == '{"half": '


def test_a_draft_ends_with_its_submission(page: Page) -> None:
    page.goto(EXERCISE)
    write(page, BUCKET_ONLY)
    page.get_by_role("button", name="Submit").click()
    expect(page.locator("#results .counter")).to_be_visible()
    page.reload()
    expect(page.locator("#results .counter")).to_be_visible()
    expect(page.get_by_role("button", name="Restore my draft")).to_have_count(0)


def test_a_page_from_before_a_sign_up_in_another_tab_hands_in_for_the_account(
    page: Page, context: BrowserContext
) -> None:
    page.goto(EXERCISE)
    write(page, RIGHT)
    other_tab = context.new_page()
    _sign_up(other_tab)

    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".verdict.passed")).to_be_visible()
    assert str(Submission.objects.get().learner) == "ada"


def test_a_lost_cookie_is_said_and_the_text_can_be_sent_again(page: Page, context: BrowserContext) -> None:
    page.goto(EXERCISE)
    write(page, RIGHT)
    context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("heading", name="Your form was not accepted, your text is here")).to_be_visible()
    expect(page.locator("header.site")).to_have_count(1)  # no page within the page
    expect(page.get_by_label("Your policy")).to_have_value(RIGHT)
    page.get_by_role("button", name="Send again").click()
    expect(page.locator(".verdict.passed")).to_be_visible()


def test_a_full_page_form_that_cannot_be_trusted_can_be_sent_again(plain_page: Page) -> None:
    plain_page.goto(EXERCISE)
    plain_page.locator("#id_answer").fill(RIGHT)
    plain_page.context.clear_cookies(name="csrftoken")
    plain_page.get_by_role("button", name="Submit").click()
    expect(plain_page.locator("h1")).to_contain_text("your text is here")
    expect(plain_page.get_by_label("Your policy")).to_have_value(RIGHT)
    plain_page.get_by_role("button", name="Send again").click()
    expect(plain_page.locator(".verdict.passed")).to_be_visible()


def test_an_error_of_the_server_is_said_and_the_text_stays(page: Page, troubles: Troubles) -> None:
    troubles.expect("status 500")
    troubles.expect("Response Status Error Code 500")
    page.goto(EXERCISE)
    write(page, RIGHT)
    page.route(f"**{EXERCISE}", lambda route: route.fulfill(status=500, body="<h1>Server Error</h1>"))
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("alert")).to_contain_text("The lab could not answer (error 500)")
    expect(page.locator("#results")).not_to_contain_text("Server Error")
    assert written(page) == RIGHT

    page.unroute(f"**{EXERCISE}")
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".verdict.passed")).to_be_visible()
    expect(page.locator("#trouble")).to_be_hidden()


def test_a_lost_connection_is_said_and_the_text_stays(page: Page, context: BrowserContext, troubles: Troubles) -> None:
    troubles.expect("ERR_INTERNET_DISCONNECTED")
    troubles.expect("htmx:sendError")
    troubles.expect("htmx:afterRequest")
    page.goto(EXERCISE)
    write(page, RIGHT)
    context.set_offline(True)
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    assert written(page) == RIGHT


def test_a_slow_network_shows_that_the_answer_is_on_its_way(page: Page) -> None:
    page.goto(EXERCISE)
    held: list[Route] = []
    page.route(f"**{EXERCISE}", lambda route: held.append(route))
    submit = page.get_by_role("button", name="Submit")
    submit.click()
    expect(submit).to_be_disabled()
    held[0].continue_()
    expect(page.locator("#results .counter")).to_be_visible()
    expect(submit).to_be_enabled()


def test_slow_grading_says_that_the_answer_is_saved_and_brings_the_result_by_itself(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    grade = grading.grade_policy
    monkeypatch.setattr(grading, "grade_policy", lambda *answer: go_on.wait(20) and grade(*answer))
    page.goto(EXERCISE)
    write(page, RIGHT)
    page.get_by_role("button", name="Submit").click()
    expect(page.locator("#results")).to_contain_text("Your answer is saved")
    expect(page.locator("#results").get_by_role("progressbar")).to_be_visible()
    go_on.set()
    expect(page.locator(".verdict.passed")).to_be_visible()
    expect(page.locator("#goals .tick[data-met=true]")).to_have_count(page.locator("#goals .goal").count())


def test_two_tabs_work_in_one_account(page: Page, context: BrowserContext) -> None:
    second = context.new_page()
    for tab in (page, second):
        tab.goto("/exercises/give-jane-an-identity/")
    run(page, "aws iam create-user --user-name jane.doe")
    run(second, "aws iam list-users")
    expect(second.locator(".entry").last).to_contain_text("jane.doe")


def test_two_tabs_are_two_submissions(page: Page, context: BrowserContext) -> None:
    second = context.new_page()
    for tab, answer, outcome in ((page, BUCKET_ONLY, ".counter"), (second, RIGHT, ".verdict.passed")):
        tab.goto(EXERCISE)
        write(tab, answer)
        tab.get_by_role("button", name="Submit").click()
        expect(tab.locator(f"#results {outcome}")).to_be_visible()
    assert Submission.objects.count() == 2


def test_back_shows_the_answer_and_its_result(page: Page) -> None:
    page.goto("/")
    page.goto(EXERCISE)
    write(page, RIGHT)
    page.get_by_role("button", name="Submit").click()
    page.locator(".verdict.passed").get_by_role("link").click()
    expect(page).not_to_have_url(EXERCISE)
    page.go_back()
    expect(page.locator(".verdict.passed")).to_be_visible()
    assert written(page) == RIGHT
    page.go_back()
    expect(page).to_have_url("/")


def test_the_watcher_of_these_tests_sees_what_the_security_policy_blocks(page: Page, troubles: Troubles) -> None:
    page.goto("/")
    page.evaluate("document.head.append(Object.assign(document.createElement('script'), {textContent: '1'}))")
    page.evaluate("document.body.append(Object.assign(new Image(), {src: '/static/none.png'}))")
    page.wait_for_timeout(300)
    seen = troubles.unexpected()
    assert any("Content Security Policy" in trouble for trouble in seen), seen
    assert any("/static/none.png" in trouble for trouble in seen), seen
    troubles.expect("Content Security Policy")
    troubles.expect("none.png")


def _sign_up(page: Page) -> None:
    page.goto("/sign-up/")
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password", exact=True).fill("analytical engine no 1")
    page.get_by_label("Password again").fill("analytical engine no 1")
    page.get_by_role("button", name="Create account").click()
    expect(page.locator(".who")).to_have_text("ada")
