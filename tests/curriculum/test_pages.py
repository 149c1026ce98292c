"""The course's pages: progress, live examples, and how few queries they need."""

import html
from typing import Any

import pytest
from django.test import Client

from lessons.curriculum.content import course
from lessons.curriculum.examples import Example
from lessons.curriculum.models import Completion

pytestmark = pytest.mark.django_db


def fields(found: Example, **changed: str) -> dict[str, str]:
    return {
        "lesson": "policies",
        "example": found.id,
        "principal": found.principal,
        "action": found.action,
        "resource": found.resource,
        "context": found.context_text,
        "policy": found.policy_text,
    } | changed


@pytest.fixture
def example() -> Example:
    return next(part for part in course().lessons["policies"].parts if isinstance(part, Example))


def test_finishing_a_lesson_counts_and_leads_to_the_next_step(client: Client) -> None:
    assert "0 of" in client.get("/").content.decode()
    response = client.post("/lessons/why-iam/finish/")
    assert response.url == course().after(course().by_key["lesson:why-iam"]).get_absolute_url()
    assert "1 of" in client.get("/").content.decode()


def test_finishing_a_lesson_twice_counts_once(client: Client) -> None:
    client.post("/lessons/why-iam/finish/")
    client.post("/lessons/why-iam/finish/")
    assert Completion.objects.count() == 1


def test_a_step_that_left_the_course_does_not_count(client: Client) -> None:
    client.post("/lessons/why-iam/finish/")
    Completion.objects.update(step="lesson:gone")
    assert "0 of" in client.get("/").content.decode()


@pytest.mark.parametrize("address", ["/", "/lessons/policies/", "/glossary/"])
def test_a_visitor_costs_no_query_and_a_learner_few(
    client: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any, address: str
) -> None:
    with django_assert_num_queries(0):
        client.get(address)
    client.post("/lessons/why-iam/finish/")
    with django_assert_max_num_queries(3):  # the session, the learner, their progress
        client.get(address)


def test_a_live_example_is_decided_in_place(client: Client, example: Example) -> None:
    page = client.post("/try/", fields(example), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "trace" in page


def test_a_live_example_without_htmx_comes_back_in_its_lesson_with_the_learners_text(
    client: Client, example: Example
) -> None:
    page = html.unescape(client.post("/try/", fields(example, resource="arn:aws:s3:::mine")).content.decode())
    assert 'value="arn:aws:s3:::mine"' in page
    assert "trace" in page
    assert "Anatomy of a policy" in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"policy": "{"}, "1:"),
        ({"policy": ""}, "no document yet"),
        ({"action": ""}, "fill in all three"),
        ({"action": "reading"}, "service:Operation"),
        ({"principal": "jane"}, "names no caller"),
        ({"resource": "my bucket"}, "neither an ARN nor"),
        ({"context": "aws:SourceIp 203.0.113.5"}, "Context line 1"),
        ({"context": "a=b\n" * 1001}, "4,004 characters"),
        ({"policy": "[" * 100_000}, "deep"),
    ],
)
def test_a_live_example_that_cannot_be_decided_says_why(
    client: Client, example: Example, changed: dict[str, str], words: str
) -> None:
    response = client.post("/try/", fields(example, **changed), headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert words in html.unescape(response.content.decode())


def test_an_example_or_lesson_that_does_not_exist_is_not_found(client: Client, example: Example) -> None:
    assert client.post("/try/", fields(example, example="none")).status_code == 404
    assert client.post("/try/", fields(example, lesson="none")).status_code == 404
    assert client.get("/lessons/none/").status_code == 404
    assert client.post("/lessons/none/finish/").status_code == 404
