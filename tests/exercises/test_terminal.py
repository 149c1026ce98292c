"""The terminal of a calls exercise: run, see, be refused, hand in."""

import html
from typing import Any

import pytest
from django.test import Client

from lessons.exercises.format import CallsExercise, find
from lessons.exercises.models import Submission
from lessons.scenarios.models import Entry, Sandbox
from tests.exercises.forms import hidden_fields

pytestmark = pytest.mark.django_db
SLUG = "give-jane-an-identity"
ADDRESS = f"/exercises/{SLUG}/"


def run(client: Client, line: str, identity: str = "my-admin", *, htmx: bool = False) -> Any:
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(f"{ADDRESS}run/", {"line": line, "identity": identity}, headers=headers)


def solution() -> list[str]:
    found = find(SLUG)
    assert found
    assert isinstance(found[1], CallsExercise)
    return found[1].solution


def hand_in(client: Client) -> str:
    fields = hidden_fields(client.get(ADDRESS).content.decode())
    return client.post(ADDRESS, fields, follow=True).content.decode()


def test_opening_the_exercise_makes_no_sandbox(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 200
    assert not Sandbox.objects.exists()


def test_a_command_is_answered_in_the_page_with_and_without_htmx(client: Client) -> None:
    entry = run(client, "aws sts get-caller-identity", htmx=True).content.decode()
    assert "arn:aws:iam::123456789012:user/my-admin" in entry
    assert "<html" not in entry
    assert run(client, "aws sts get-caller-identity").status_code == 302
    assert client.get(ADDRESS).content.decode().count("arn:aws:iam::123456789012:user/my-admin") == 2


def test_the_account_does_what_the_solution_does_and_passes(client: Client) -> None:
    assert "Not yet" in hand_in(client)
    for line in solution():
        run(client, line)
    assert "Passed" in hand_in(client)
    assert Submission.objects.filter(passed=True).count() == 1


def test_an_open_goal_is_shown_as_the_command_that_proves_it(client: Client) -> None:
    page = html.unescape(hand_in(client))
    assert "aws iam get-user --user-name jane.doe" in page
    assert "NoSuchEntity" in page


def test_a_refused_call_offers_why_and_a_new_user_can_be_chosen(client: Client) -> None:
    run(client, "aws iam create-user --user-name jane.doe")
    page = run(client, "aws iam list-users", "jane.doe", htmx=True).content.decode()
    assert "not authorized to perform: iam:ListUsers" in html.unescape(page)
    assert "Why?" in page
    assert '<option value="jane.doe" selected>' in page


def test_the_checklist_follows_every_command(client: Client) -> None:
    page = run(client, "aws iam create-user --user-name jane.doe", htmx=True).content.decode()
    assert 'id="goals" hx-swap-oob="true"' in page
    assert 'data-met="true"' in page


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "Type a command"),
        ("   ", "Type a command"),
        ("aws \0", "NUL"),
        ("x" * 20_000, "20,000 characters"),
    ],
)
def test_a_line_that_cannot_run_is_refused_and_stays(client: Client, line: str, words: str, htmx: bool) -> None:
    response = run(client, line, htmx=htmx)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Entry.objects.exists()
    if line.startswith("x") and not htmx:
        assert line in response.content.decode()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("rm -rf /", "rm"),
        ("aws iam create-user", "--user-name"),
        ("aws iam create-usr", "create-user"),
        ("aws s3api get-object --bucket my-reports-bucket --key /etc/passwd /etc/passwd", "NoSuchKey"),
        ("cat /etc/passwd", "passwd"),
        ("aws iam create-user --user-name 'unclosed", "quot"),
        (
            "aws iam create-user --user-name \ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
            "ValidationError",
        ),
        ("<script>alert(1)</script>", "&lt;script"),
    ],
)
def test_whatever_is_typed_gets_an_answer(client: Client, line: str, words: str) -> None:
    page = run(client, line, htmx=True)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert Entry.objects.get().exit_code != 0


def test_an_identity_that_does_not_exist_is_told_so(client: Client) -> None:
    page = run(client, "aws sts get-caller-identity", "nobody", htmx=True)
    assert page.status_code == 200
    assert Entry.objects.get().exit_code != 0


def test_starting_over(client: Client) -> None:
    run(client, "aws iam create-user --user-name jane.doe")
    client.post(f"{ADDRESS}reset/")
    assert "jane.doe" not in Sandbox.objects.get().company["accounts"]["123456789012"]["users"]
    assert Client().post(f"{ADDRESS}reset/").status_code == 302


def test_completion_knows_the_accounts_own_names(client: Client) -> None:
    run(client, "aws iam create-user --user-name jane.doe")
    answer = client.get(f"{ADDRESS}completions/", {"line": "aws iam get-user --user-name ja", "cursor": "31"}).json()
    assert answer["candidates"] == ["jane.doe"]
    for cursor in ("", "-1", "²", "9" * 400):
        assert client.get(f"{ADDRESS}completions/", {"line": "aws", "cursor": cursor}).status_code == 200


def test_a_policy_exercise_has_no_terminal(client: Client) -> None:
    assert client.post("/exercises/read-one-bucket/run/", {"line": "ls", "identity": "root"}).status_code == 404


def test_one_learner_never_sees_anothers_terminal(client: Client) -> None:
    run(client, "aws iam create-user --user-name secret-name")
    assert "secret-name" not in Client().get(ADDRESS).content.decode()
