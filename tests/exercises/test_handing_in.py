"""Handing in a policy: saved first, graded, shown; and everything a form can arrive as."""

import uuid
from unittest.mock import patch

import pytest
from django.test import Client
from kombu.exceptions import OperationalError

from lessons.exercises.models import Submission
from lessons.exercises.tasks import grade, requeue_ungraded
from tests.exercises.answers import BUCKET_ONLY, EVERYTHING, RIGHT, SLUG
from tests.exercises.forms import hidden_fields, submit

pytestmark = pytest.mark.django_db


def test_a_right_policy_passes_and_completes_the_step(client: Client) -> None:
    page = submit(client, SLUG, RIGHT).content.decode()
    assert "Passed" in page
    assert Submission.objects.get().learner.completions.filter(step=f"exercise:{SLUG}").exists()


def test_a_wrong_policy_is_shown_one_request_that_goes_the_wrong_way(client: Client) -> None:
    page = submit(client, SLUG, BUCKET_ONLY).content.decode()
    assert "s3:GetObject" in page
    assert "cannot call" in page
    assert "aws s3api get-object --bucket reports" in page
    assert "Passed" not in page


def test_each_request_is_listed_with_its_decision_and_the_statement_that_decided(client: Client) -> None:
    submit(client, SLUG, EVERYTHING)
    probes = {probe["id"]: probe for probe in Submission.objects.get().feedback["probes"]}
    assert probes["list-bucket"]["decision"] == "allowed"
    assert "statement 1" in probes["list-bucket"]["deciding"]
    assert any(not probe["met"] for probe in probes.values())


def test_htmx_gets_the_results_alone_with_a_fresh_ticket(client: Client) -> None:
    response = submit(client, SLUG, RIGHT, htmx=True)
    page = response.content.decode()
    assert "<html" not in page
    assert hidden_fields(page)["ticket"] != str(Submission.objects.get().ticket)


def test_a_double_click_is_one_submission(client: Client) -> None:
    fields = hidden_fields(client.get(f"/exercises/{SLUG}/").content.decode()) | {"answer": RIGHT}
    first = client.post(f"/exercises/{SLUG}/", fields)
    second = client.post(f"/exercises/{SLUG}/", fields)
    assert first.url == second.url
    assert Submission.objects.count() == 1


def test_an_old_page_sent_again_with_other_text_is_a_new_submission(client: Client) -> None:
    fields = hidden_fields(client.get(f"/exercises/{SLUG}/").content.decode())
    client.post(f"/exercises/{SLUG}/", fields | {"answer": RIGHT})
    client.post(f"/exercises/{SLUG}/", fields | {"answer": BUCKET_ONLY})
    assert Submission.objects.count() == 2


@pytest.mark.parametrize("ticket", ["", "not-a-ticket", "0" * 500])
def test_a_tampered_ticket_is_refused_and_the_text_stays(client: Client, ticket: str) -> None:
    response = submit(client, SLUG, "{ my text", ticket=ticket)
    page = response.content.decode()
    assert response.status_code == 422
    assert "changed on its way" in page
    assert "{ my text" in page
    assert not Submission.objects.exists()
    assert uuid.UUID(hidden_fields(page)["ticket"])


def test_a_submission_is_saved_before_the_broker_is_asked(client: Client) -> None:
    with (
        patch("lessons.exercises.handing_in.PATIENCE", 0),
        patch.object(grade, "delay", side_effect=OperationalError("no broker")),
    ):
        page = submit(client, SLUG, RIGHT).content.decode()
    assert Submission.objects.get().is_open
    assert "saved" in page


def test_what_was_saved_but_not_graded_is_graded_after_a_restart(client: Client) -> None:
    with patch("lessons.exercises.handing_in.PATIENCE", 0), patch.object(grade, "delay"):
        submit(client, SLUG, RIGHT)
    assert requeue_ungraded() == 1
    assert Submission.objects.get().passed
    assert requeue_ungraded() == 0


def test_a_fault_of_the_grader_is_said_to_be_ours_and_the_text_stays(client: Client) -> None:
    with patch("lessons.exercises.grading.grade_policy", side_effect=ZeroDivisionError):
        page = submit(client, SLUG, RIGHT).content.decode()
    assert Submission.objects.get().state == Submission.State.FAILED
    assert "Your answer is saved" in page
    assert "s3:ListBucket" in page


def test_an_instructor_sees_an_attempt_as_the_learner_did(client: Client, admin_client: Client) -> None:
    submit(client, SLUG, BUCKET_ONLY)
    page = admin_client.get(Submission.objects.get().get_absolute_url())
    assert page.status_code == 200
    assert "cannot call" in page.content.decode()
