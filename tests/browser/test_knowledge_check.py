"""The ten questions in a browser, to the score."""

import pytest
from playwright.sync_api import Page, expect

from lessons.quiz.format import ChoiceTask, Question, knowledge_check
from lessons.quiz.marking import mark

pytestmark = pytest.mark.browser

QUESTIONS = knowledge_check().questions


@pytest.mark.usefixtures("site")  # asked for by name, so that its database is one that other threads can see
@pytest.mark.parametrize("browser_page", ["page", "plain_page"], ids=["JavaScript", "no JavaScript"])
def test_ten_right_answers_are_ten_points(browser_page: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(browser_page)
    page.goto("/quiz/")
    page.get_by_role("button", name="Start with question 1").click()
    for question in QUESTIONS:
        expect(page.locator(".question-number")).to_have_text(f"Question {question.number} of 10")
        for choice in right_choices(question):
            page.locator(f'input[name="{choice[0]}"][value="{choice[1]}"]').check()
        page.get_by_label("In your own words").fill("As I understand it.")
        page.get_by_role("button", name="Answer").click()
        expect(page.locator(".verdict .title")).to_have_text("Right")
        expect(page.locator(".own-words")).to_have_text("As I understand it.")
        page.locator(".actions").get_by_role("link").click()
    expect(page.locator(".score strong")).to_have_text("10")
    expect(page.get_by_text("Nothing to repair")).to_be_visible()
    expect(page.locator(".site-progress")).to_contain_text("1 of ")


def test_a_wrong_answer_says_why_and_where_to_read_on(page: Page) -> None:
    number = next(question.number for question in QUESTIONS if not isinstance(question.task, ChoiceTask))
    page.goto(f"/quiz/{number}/")
    for radio in page.locator("input[type=radio][value=explicitDeny]").all():
        radio.check()
    page.get_by_role("button", name="Answer").click()
    expect(page.locator(".verdict .title")).to_have_text("Partly right")
    wrong = page.locator(".mark-part", has=page.locator(".tick[data-met=false]")).first
    expect(wrong).to_contain_text("You said: Explicit deny")
    wrong.get_by_text("Why?").click()
    expect(wrong.locator(".trace")).to_be_visible()

    page.goto("/quiz/score/")
    lesson = page.locator("main a[href^='/lessons/']").first
    anchor = (lesson.get_attribute("href") or "").partition("#")[2]
    lesson.click()
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()


def test_an_answer_without_a_choice_is_asked_for_one_and_keeps_the_words(page: Page) -> None:
    several = next(question.number for question in QUESTIONS if question.task.kind == "several")
    page.goto(f"/quiz/{several}/")
    page.get_by_label("In your own words").fill("Hard to say.")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("Choose an answer first")).to_be_visible()
    expect(page.get_by_label("In your own words")).to_have_value("Hard to say.")


def right_choices(question: Question) -> list[tuple[str, str]]:
    """Name and value of each input to check."""
    if isinstance(question.task, ChoiceTask):
        return [("choice", option.id) for option in question.task.options if option.correct]
    return [(f"choice-{part.id}", part.right) for part in mark(question.number, {}).parts]
