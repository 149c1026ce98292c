"""The knowledge check: ten questions, graded, no account."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from lessons.learners.models import Learner
from lessons.quiz.format import ChoiceTask, Question, knowledge_check
from lessons.quiz.marking import mark
from lessons.quiz.models import Answer, Sitting

pytestmark = pytest.mark.django_db
QUESTIONS = knowledge_check().questions
DECISION = next(question for question in QUESTIONS if question.task.kind == "decision")
CHOICE = next(question for question in QUESTIONS if question.task.kind == "choice")


def answers(question: Question, *, right: bool) -> dict[str, Any]:
    """Form fields that answer the question rightly, or wrongly in every part."""
    task = question.task
    if isinstance(task, ChoiceTask):
        chosen = [option.id for option in task.options if option.correct == right]
        return {"choice": chosen[:1] if task.kind == "choice" else chosen}
    wrong = {"allowed": "explicitDeny", "implicitDeny": "allowed", "explicitDeny": "allowed"}
    return {f"choice-{part.id}": part.right if right else wrong[part.right] for part in mark(question.number, {}).parts}


def test_the_guides_ten_questions_are_there() -> None:
    assert len(QUESTIONS) == 10


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.slug)
def test_right_answers_earn_the_point_and_wrong_ones_none(client: Client, question: Question) -> None:
    for right in (True, False):
        client.post("/quiz/")
        page = client.post(f"/quiz/{question.number}/", answers(question, right=right), follow=True).content.decode()
        assert Answer.objects.latest("pk").score == (1 if right else 0)
        assert "Compare with the key points" in page


def test_all_ten_answered_gives_a_score_and_finishes_the_step(client: Client) -> None:
    client.post("/quiz/")
    for question in QUESTIONS:
        client.post(f"/quiz/{question.number}/", answers(question, right=question.number != 4))
    page = client.get("/quiz/score/").content.decode()
    assert "<strong>9</strong>" in page
    assert "/lessons/" in page[page.index("Where to read on") :]
    assert Learner.objects.get().completions.filter(step="quiz:knowledge-check").exists()
    assert not User.objects.exists()


def test_a_decision_task_gives_a_share_for_each_request(client: Client) -> None:
    given = answers(DECISION, right=True)
    first = next(iter(given))
    given[first] = "allowed" if given[first] != "allowed" else "explicitDeny"
    client.post(f"/quiz/{DECISION.number}/", given)
    assert 0 < Answer.objects.get().score < 1


def test_the_first_answer_to_a_question_stays(client: Client) -> None:
    client.post(f"/quiz/{CHOICE.number}/", answers(CHOICE, right=False))
    client.post(f"/quiz/{CHOICE.number}/", answers(CHOICE, right=True))
    assert Answer.objects.get().score == 0


def test_own_words_are_kept_beside_the_key_points(client: Client) -> None:
    given = answers(CHOICE, right=True) | {"own_words": "Who, & <what>."}
    page = client.post(f"/quiz/{CHOICE.number}/", given, follow=True).content.decode()
    assert "Who, &amp; &lt;what&gt;." in page
    for point in CHOICE.own_words.points:
        assert point.text.split("`")[0] in page.replace("&#x27;", "'")


@pytest.mark.parametrize("choice", [{}, {"choice": "no-such-option"}])
def test_an_answer_that_is_none_is_refused_and_the_words_stay(client: Client, choice: dict[str, Any]) -> None:
    response = client.post(f"/quiz/{CHOICE.number}/", choice | {"own_words": "my words"})
    assert response.status_code == 422
    assert "my words" in response.content.decode()
    assert not Answer.objects.exists()


def test_a_question_that_does_not_exist(client: Client) -> None:
    for number in (0, 11, 10**30):
        assert client.get(f"/quiz/{number}/").status_code == 404


def test_the_score_page_before_the_first_answer_leads_to_the_start(client: Client) -> None:
    assert client.get("/quiz/score/").url == "/quiz/"


def test_starting_again_keeps_the_old_sitting(client: Client) -> None:
    client.post(f"/quiz/{CHOICE.number}/", answers(CHOICE, right=False))
    client.post("/quiz/")
    assert Sitting.objects.count() == 2
    assert "Compare with" not in client.get(f"/quiz/{CHOICE.number}/").content.decode()


def test_a_question_page_needs_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    client.post(f"/quiz/{CHOICE.number}/", answers(CHOICE, right=False))
    with django_assert_max_num_queries(5):  # session, learner, sitting, answers, progress
        client.get(f"/quiz/{CHOICE.number}/")
