"""Whatever stands in the box: a message that names the place, never an error page, and the text still there."""

import html

import pytest
from django.test import Client

from tests.exercises.answers import SLUG
from tests.exercises.forms import submit

pytestmark = pytest.mark.django_db

START = '{"Version": "2012-10-17",\n "Statement": '
# name: (what is in the box, words of the message)
DOCUMENTS = {
    "not JSON": ("Let the job read reports.", ["1:1"]),
    "truncated": (START + '[{"Effect": "Allow"', ["2:"]),
    "duplicate key": ('{"Version": "2012-10-17",\n "Version": "2012-10-17", "Statement": []}', ["2:2", "Version"]),
    "a number where a string belongs": (
        START + '{"Effect": "Allow", "Action": 5, "Resource": "*"}}',
        ["2:", "Action"],
    ),
    "an unknown element": (
        START + '{"Effect": "Allow", "Acton": "s3:*", "Resource": "*"}}',
        ["2:", "Acton"],
    ),
    "a list, not a policy": ("[]", ["1:1"]),
    "10,000 nested brackets": ("[" * 10_000 + "]" * 10_000, ["deep"]),
    "an escaped NUL": (START + '{"Effect": "Allow", "Sid": "\\u0000", "Action": "s3:*", "Resource": "*"}}', ["2:"]),
    "an escaped lone surrogate": (
        START + '{"Effect": "Allow", "Action": "s3:\\ud800", "Resource": "*"}}',
        ["2:"],
    ),
}
BOXES = {
    "an empty box": ("", ["The box is empty"]),
    "only white space": (" \n ", ["The box is empty"]),
    "a NUL byte": ("{\n \0}", ["Line 2, column 2", "NUL"]),
    "two megabytes": ("x" * 2_097_152, ["2,097,152", "20,000"]),
}


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_that_is_no_policy(client: Client, name: str, htmx: bool) -> None:
    text, words = DOCUMENTS[name]
    response = submit(client, SLUG, text, htmx=htmx)
    page = html.unescape(response.content.decode())
    assert response.status_code == 200
    for word in words:
        assert word in page
    assert htmx or text in page


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize("name", BOXES)
def test_a_box_that_cannot_be_saved(client: Client, name: str, htmx: bool) -> None:
    text, words = BOXES[name]
    response = submit(client, SLUG, text, htmx=htmx)
    page = html.unescape(response.content.decode())
    assert response.status_code == 422
    for word in words:
        assert word in page
    assert htmx or text.replace("\0", "�") in page or text in page


def test_bytes_that_are_not_utf8(client: Client) -> None:
    body = b"ticket=00000000-0000-4000-8000-000000000000&answer=%ED%A0%80"
    response = client.post(f"/exercises/{SLUG}/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 422
    assert "not valid UTF-8" in response.content.decode()


def test_a_forged_csrf_token_keeps_the_text_and_says_what_to_do() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(f"/exercises/{SLUG}/", {"answer": "{ my <text>", "csrfmiddlewaretoken": "forged"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "{ my &lt;text&gt;" in page
    assert "<textarea" in page
    assert "Send again" in page


def test_a_password_is_never_shown_again() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/sign-in/", {"username": "ada", "password": "open sesame"})
    assert response.status_code == 403
    assert "open sesame" not in response.content.decode()
