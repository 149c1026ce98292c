"""What a reviewer says about a policy that was handed in, and about documents that a command attaches."""

import html

import pytest
from django.test import Client

from tests.exercises.answers import EVERYTHING, RIGHT, SLUG
from tests.exercises.forms import submit

pytestmark = pytest.mark.django_db
TERMINAL = "/exercises/give-jane-an-identity/"
DOCUMENT = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObjects","Resource":"*"}]}'


def run(client: Client, line: str) -> str:
    fields = {"line": line, "identity": "my-admin"}
    return html.unescape(client.post(f"{TERMINAL}run/", fields, headers={"HX-Request": "true"}).content.decode())


def test_a_policy_that_is_handed_in_is_reviewed_beside_its_requests(client: Client) -> None:
    page = submit(client, SLUG, EVERYTHING, htmx=True).content.decode()
    assert "What a reviewer would say" in page
    assert "FULL_ADMINISTRATOR" in page


def test_a_clean_policy_gets_no_review(client: Client) -> None:
    page = submit(client, SLUG, RIGHT, htmx=True).content.decode()
    assert "What a reviewer would say" not in page


def test_a_document_that_a_command_attaches_is_reviewed_under_it(client: Client) -> None:
    entry = run(client, f"aws iam create-policy --policy-name readers --policy-document '{DOCUMENT}'")
    assert "CreatePolicy: readers: 1 error" in entry
    assert "s3:GetObject" in entry
    assert 'name="fix"' not in entry
    page = client.get(TERMINAL).content.decode()
    assert "CreatePolicy: readers: 1 error" in html.unescape(page)
    assert "CreatePolicy" not in run(client, "aws iam list-users")


def test_a_document_that_was_refused_is_not_reviewed_once_more(client: Client) -> None:
    entry = run(client, "aws iam create-policy --policy-name readers --policy-document '{}'")
    assert "MalformedPolicyDocument" in entry
    assert "document-review" not in entry
