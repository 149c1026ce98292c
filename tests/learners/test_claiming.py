"""An anonymous learner's work survives sign-up and sign-in."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from lessons.curriculum.models import Completion
from lessons.exercises.models import Submission
from lessons.learners.models import Learner
from tests.exercises.answers import RIGHT, SLUG
from tests.exercises.forms import submit

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough phrase"


def sign_up(client: Client, name: str) -> None:
    response = client.post("/sign-up/", {"username": name, "password1": PASSWORD, "password2": PASSWORD})
    assert response.status_code == 302


def sign_in(client: Client, name: str) -> None:
    response = client.post("/sign-in/", {"username": name, "password": PASSWORD})
    assert response.status_code == 302


def test_a_visit_alone_makes_no_learner(client: Client) -> None:
    client.get("/")
    client.get("/lessons/why-iam/")
    assert not Learner.objects.exists()


def test_signing_up_keeps_the_work_of_the_session(client: Client) -> None:
    submit(client, SLUG, RIGHT)
    sign_up(client, "ada")
    assert Submission.objects.get().learner.user == User.objects.get(username="ada")
    assert "Passed" in client.get(f"/exercises/{SLUG}/").content.decode()


def test_signing_in_adds_the_sessions_work_to_the_accounts(client: Client) -> None:
    sign_up(client, "ada")
    client.post("/lessons/why-iam/finish/")
    client.post("/sign-out/")
    client.post("/lessons/why-iam/finish/")
    client.post("/lessons/policies/finish/")
    submit(client, SLUG, RIGHT)
    sign_in(client, "ada")
    learner = Learner.objects.get()
    assert set(learner.completions.values_list("step", flat=True)) == {
        "lesson:why-iam",
        "lesson:policies",
        f"exercise:{SLUG}",
    }
    assert learner.submissions.count() == 1


def test_after_signing_out_the_browser_sees_none_of_the_work(client: Client) -> None:
    submit(client, SLUG, RIGHT)
    attempt = Submission.objects.get().get_absolute_url()
    sign_up(client, "ada")
    client.post("/sign-out/")
    assert client.get(attempt).status_code == 404
    assert "Passed" not in client.get(f"/exercises/{SLUG}/").content.decode()


def test_a_claimed_learner_is_not_reached_by_an_old_session(client: Client) -> None:
    client.post("/lessons/why-iam/finish/")
    old = client.cookies["sessionid"].value
    sign_up(client, "ada")
    thief = Client()
    thief.cookies["sessionid"] = old
    thief.post("/lessons/policies/finish/")
    assert Completion.objects.filter(learner__user__username="ada").count() == 1


def test_another_session_cannot_open_an_attempt(client: Client) -> None:
    submit(client, SLUG, RIGHT)
    assert Client().get(Submission.objects.get().get_absolute_url()).status_code == 404
