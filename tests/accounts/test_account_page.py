"""A scenario's own page: the terminal and what is beside it."""

import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from iamlab.cloud import totp
from iamlab.cloud.state.company import Company
from lessons.scenarios import rate
from lessons.scenarios import sandbox as sandboxes
from lessons.scenarios.models import Sandbox

pytestmark = pytest.mark.django_db
ADDRESS = "/accounts/first-team/"
HTMX = {"HX-Request": "true"}


def page(client: Client, address: str = ADDRESS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def run(client: Client, line: str, identity: str = "my-admin", *, htmx: bool = False) -> Any:
    return client.post(f"{ADDRESS}run/", {"line": line, "identity": identity}, headers=HTMX if htmx else {})


def test_the_list_has_every_scenario_and_first_those_begun(client: Client) -> None:
    assert ADDRESS in page(client, "/accounts/")
    run(client, "aws sts get-caller-identity")
    assert ", opened" in page(client, "/accounts/")


def test_a_visit_makes_no_sandbox(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(1):
        page(client)
    for part in ("files/", "connection/", "codes/", "trail/"):
        page(client, ADDRESS + part)
    assert not Sandbox.objects.exists()


def test_a_page_that_was_used_takes_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        run(client, "aws iam list-users; aws s3api list-buckets")
    with django_assert_max_num_queries(8):
        page(client)


def test_a_command_is_answered_with_what_it_changed_beside_it(client: Client) -> None:
    entry = run(client, "aws iam create-user --user-name jane.doe > made.json", htmx=True).content.decode()
    assert "jane.doe</option>" in entry
    assert "made.json" in entry
    assert "<html" not in entry
    assert run(client, "cat made.json").status_code == 302
    assert "AIDA" in page(client)


def test_a_line_that_is_no_line_is_refused_and_kept(client: Client) -> None:
    refused = client.post(f"{ADDRESS}run/", {"line": "aws \0", "identity": "root"})
    assert refused.status_code == 422
    assert "NUL character" in refused.content.decode()
    assert client.post(f"{ADDRESS}run/", {"line": "", "identity": "root"}, headers=HTMX).status_code == 422


def test_the_clock_goes_forward_for_calls_too(client: Client) -> None:
    run(client, "aws iam create-user --user-name before")
    shown = client.post(f"{ADDRESS}clock/", {"seconds": 91 * 86_400}, headers=HTMX).content.decode()
    then = datetime.now(UTC) + timedelta(days=91)
    assert then.strftime("%Y-%m-%d") in shown
    created = run(client, "aws iam create-user --user-name after --query User.CreateDate", htmx=True).content.decode()
    assert then.strftime("%Y-%m-%d") in created


@pytest.mark.parametrize("seconds", ["", "-3600", "1", "x", "9" * 30])
def test_the_clock_takes_the_steps_that_are_offered(client: Client, seconds: str) -> None:
    assert client.post(f"{ADDRESS}clock/", {"seconds": seconds}, headers=HTMX).status_code == 422
    assert client.post(f"{ADDRESS}clock/", {"seconds": seconds}).status_code == 302


def test_the_clock_ends_somewhere_and_says_so(client: Client) -> None:
    answers = [client.post(f"{ADDRESS}clock/", {"seconds": 91 * 86_400}, headers=HTMX) for _ in range(42)]
    assert answers[-1].status_code == 422
    assert "ten years" in answers[-1].content.decode()


def test_the_authenticator_shows_codes_that_are_good(client: Client) -> None:
    run(
        client,
        "aws iam create-virtual-mfa-device --virtual-mfa-device-name phone --outfile qr --bootstrap-method QRCodePNG",
    )
    (device,) = Company.from_document(Sandbox.objects.get().company).home.mfa_devices.values()
    shown = page(client, f"{ADDRESS}codes/")
    assert "not enabled yet" in shown
    (code, following) = re.findall(r"\b\d{6}\b", shown)[-2:]
    now = datetime.now(UTC)
    assert totp.verify(device.seed, code, now) is not None
    assert code != following


def test_a_file_is_written_read_and_removed(client: Client) -> None:
    saved = client.post(f"{ADDRESS}files/", {"name": "policy.json", "text": '{"a": "<b>"}\r\n'}, follow=True)
    assert '{"a": "<b>"}' in html.unescape(saved.content.decode())
    assert '{"a": "<b>"}' in html.unescape(run(client, "cat policy.json", htmx=True).content.decode())
    client.post(f"{ADDRESS}files/delete/", {"name": "policy.json"})
    assert Sandbox.objects.get().files == {}
    client.post(f"{ADDRESS}files/delete/", {"name": "policy.json"})


@pytest.mark.parametrize("name", ["../etc/passwd", "/etc/passwd", "", "a b", ".bashrc", "x" * 400])
def test_a_bad_file_name_is_refused_and_the_text_stays(client: Client, name: str) -> None:
    answer = client.post(f"{ADDRESS}files/", {"name": name, "text": "my long text"})
    assert answer.status_code == 422
    assert "my long text" in answer.content.decode()


def test_the_lines_for_a_real_client_are_those_of_the_chosen_identity(client: Client) -> None:
    assert "has no active access key" in page(client, f"{ADDRESS}connection/")
    shown = client.post(f"{ADDRESS}connection/", {"identity": "my-admin"}, follow=True).content.decode()
    sandbox = Sandbox.objects.get()
    assert f"AWS_ACCESS_KEY_ID=AKIA{sandbox.key_tag}" in shown
    assert "AWS_ENDPOINT_URL=http://testserver/aws" in shown
    assert "CreateAccessKey" in page(client, f"{ADDRESS}trail/")
    assert sandbox.key_tag not in page(client, f"{ADDRESS}connection/?identity=root")


@pytest.mark.parametrize("identity", ["ghost", "\0", "x" * 500, "no/such"])
def test_nobody_else_gets_a_key(client: Client, identity: str) -> None:
    assert client.post(f"{ADDRESS}connection/", {"identity": identity}).status_code == 422


def test_a_third_key_is_one_too_many(client: Client) -> None:
    for _ in range(2):
        client.post(f"{ADDRESS}connection/", {"identity": "my-admin"})
    third = client.post(f"{ADDRESS}connection/", {"identity": "my-admin"})
    assert third.status_code == 422
    assert "LimitExceeded" in third.content.decode()


def test_starting_over_keeps_nothing(client: Client) -> None:
    client.post(f"{ADDRESS}files/", {"name": "policy.json", "text": "x"})
    run(client, "aws iam create-user --user-name jane.doe")
    client.post(f"{ADDRESS}clock/", {"seconds": 3_600})
    client.post(f"{ADDRESS}reset/")
    sandbox = Sandbox.objects.get()
    company = Company.from_document(sandbox.company)
    assert (sandbox.files, company.seconds_ahead, list(company.home.users)) == ({}, 0, ["my-admin"])
    assert "Nothing has happened" in page(client, f"{ADDRESS}trail/")


def test_a_busy_account_says_so_and_keeps_the_line(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandboxes, "_keep", lambda *_: False)
    answer = run(client, "aws iam create-user --user-name jane.doe")
    assert answer.status_code == 422
    assert "Another window changed this account" in answer.content.decode()
    assert "create-user --user-name jane.doe" in answer.content.decode()


def test_a_flood_of_lines_is_slowed_down_and_the_line_stays(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "CALLS", 1)
    monkeypatch.setattr(rate, "WINDOW_SECONDS", 10_000_000_000)  # one window, whenever the test runs
    assert run(client, "aws sts get-caller-identity").status_code == 302
    answer = run(client, "aws iam list-users")
    assert answer.status_code == 422
    assert "faster than this lab takes commands" in answer.content.decode()
    assert "aws iam list-users" in answer.content.decode()


def test_everybody_has_their_own(client: Client) -> None:
    run(client, "aws iam create-user --user-name jane.doe")
    assert "jane.doe" not in page(Client())
    assert Sandbox.objects.count() == 1


@pytest.mark.parametrize("part", ["", "files/", "connection/", "codes/", "completions/"])
@pytest.mark.parametrize("slug", ["no-such", "First", "x" * 300])
def test_what_is_not_there_is_not_found(client: Client, slug: str, part: str) -> None:
    assert client.get(f"/accounts/{slug}/{part}").status_code == 404


def test_tab_completes_the_accounts_own_names(client: Client) -> None:
    run(client, "aws iam create-user --user-name jane.doe")
    line = "aws iam get-user --user-name j"
    answer = client.get(f"{ADDRESS}completions/", {"line": line, "cursor": len(line)})
    assert answer.json() == {"candidates": ["jane.doe"]}
