"""The instructor: a one-time link, and who has done what."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from lessons.exercises.models import Submission
from lessons.learners.models import Learner
from lessons.teaching.sign_in import instructor_link
from tests.exercises.answers import BUCKET_ONLY, RIGHT, SLUG
from tests.exercises.forms import submit

pytestmark = pytest.mark.django_db


def link() -> str:
    return re.sub(r"^http://lab", "", instructor_link("http://lab"))


def test_the_link_signs_in_once(client: Client) -> None:
    address = link()
    assert client.post(address).url == "/teaching/"
    assert client.get("/teaching/").status_code == 200
    assert Client().get(address).status_code == 410
    assert Client().post(address).status_code == 410


def test_opening_the_link_does_not_use_it_up(client: Client) -> None:
    address = link()
    assert client.get(address).status_code == 200
    assert client.get("/teaching/").status_code == 302
    assert client.post(address).status_code == 302


def test_a_link_dies_after_three_days(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = link()
    later = timezone.now().replace(tzinfo=None) + timedelta(days=4)
    monkeypatch.setattr("lessons.teaching.sign_in._OneTimeTokens._now", lambda self: later)
    assert client.get(address).status_code == 410


@pytest.mark.parametrize("token", ["x", "dikex1-50eadce958d51ed24e9d647277594838"])
def test_a_made_up_link_opens_nothing(client: Client, token: str) -> None:
    instructor_link("http://lab")
    assert client.post(f"/teaching/enter/{token}/").status_code == 410
    assert client.get("/teaching/").status_code == 302


def test_the_account_is_made_once_and_has_no_password() -> None:
    link()
    link()
    assert not User.objects.get().has_usable_password()


def test_learners_are_told_that_the_page_is_not_theirs(client: Client) -> None:
    client.force_login(User.objects.create_user("ada"))
    assert client.get("/teaching/").status_code == 403


def test_the_overview_shows_who_has_done_what(client: Client, admin_client: Client) -> None:
    assert "Nobody has begun yet" in admin_client.get("/teaching/").content.decode()
    submit(client, SLUG, BUCKET_ONLY)
    submit(client, SLUG, RIGHT)
    client.post("/lessons/why-iam/finish/")
    learner = Learner.objects.get()
    page = admin_client.get("/teaching/").content.decode()
    assert f"Visitor {learner.pk}" in page
    assert "2 of" in page
    detail = admin_client.get(f"/teaching/learners/{learner.pk}/").content.decode()
    assert Submission.objects.first().get_absolute_url() in detail
    assert "not yet" in detail
    assert "passed" in detail


def test_a_class_of_a_hundred_costs_no_more_queries_than_one(
    admin_client: Client, django_assert_max_num_queries: Any
) -> None:
    Learner.objects.bulk_create(Learner() for _ in range(100))
    with django_assert_max_num_queries(7):
        page = admin_client.get("/teaching/?page=2").content.decode()
    assert "Page 2 of 2" in page
