"""The pages of the trail: browsed, filtered, one event by its address, and nobody else's."""

import html
import re
import uuid
from typing import Any

import pytest
from django.test import Client

from lessons.accounts.trail_views import PAGE
from lessons.scenarios.models import Event, Sandbox
from tests.exercises.test_terminal import ADDRESS as TERMINAL
from tests.exercises.test_terminal import run

pytestmark = pytest.mark.django_db
ADDRESS = "/accounts/first-team/trail/"
SCRIPT = "<script>alert(1)</script>"


def trail(client: Client, **query: Any) -> str:
    response = client.get(ADDRESS, query)
    assert response.status_code == 200
    return response.content.decode()


def listed(page: str) -> list[str]:
    return re.findall(r'<span class="event-name">(\w+)</span>', page)


def many(client: Client, count: int) -> None:
    """A long trail, without running every command."""
    run(client, "aws s3api list-buckets")
    model = Event.objects.get()
    for field, value in (("name", "HeadBucket"), ("source", "s3.amazonaws.com")):
        setattr(model, field, value)
    Event.objects.bulk_create(
        Event(
            **{
                field.attname: getattr(model, field.attname)
                for field in Event._meta.concrete_fields
                if field.name not in {"id", "event_id"}
            },
            event_id=uuid.uuid4(),
        )
        for _ in range(count - 1)
    )


@pytest.fixture
def busy(client: Client) -> Client:
    run(client, "aws iam create-user --user-name jane.doe")
    run(client, "aws iam list-users", "jane.doe")
    run(client, "aws sts get-caller-identity", "nobody")
    return client


def test_before_the_first_command_the_page_teaches_and_makes_no_sandbox(client: Client) -> None:
    page = trail(client)
    assert "Nothing has happened in this account yet" in page
    assert 'href="/accounts/first-team/"' in page
    assert "<select" not in page
    assert not Sandbox.objects.exists()


def test_calls_are_listed_newest_first_with_their_outcome(busy: Client) -> None:
    page = trail(busy)
    assert listed(page) == ["GetCallerIdentity", "ListUsers", "CreateUser"]
    words = re.findall(r"aria-hidden=\"true\"></span>(Allowed|Implicit deny|Not decided)", page)
    assert words == ["Not decided", "Implicit deny", "Allowed"]
    assert "InvalidClientTokenId" in page
    assert "3 events" in page


def test_filters_are_in_the_address(busy: Client) -> None:
    assert listed(trail(busy, event="CreateUser")) == ["CreateUser"]
    assert listed(trail(busy, service="iam.amazonaws.com", refused="on")) == ["ListUsers"]
    assert listed(trail(busy, who="jane.doe")) == ["ListUsers"]
    assert listed(trail(busy, text=" get-nothing ")) == []
    assert listed(trail(busy, text=" mallory ", event=" ")) == []
    assert len(listed(trail(busy, text="  ", event=" "))) == 3
    page = trail(busy, event="ListUsers", text="jane")
    assert '<option value="ListUsers" selected>' in page
    assert 'value="jane"' in page


def test_an_event_that_has_not_happened_is_a_filter_like_any_other(busy: Client) -> None:
    page = trail(busy, event="DeleteBucket")
    assert "No call is like that" in page
    assert '<option value="DeleteBucket" selected>' in page


def test_htmx_gets_the_list_and_the_address_without_empty_filters(busy: Client) -> None:
    query = {"event": "ListUsers", "service": "", "who": "", "text": "a b"}
    response = busy.get(ADDRESS, query, headers={"HX-Request": "true"})
    assert "<html" not in response.content.decode()
    assert response["HX-Replace-Url"] == f"{ADDRESS}?event=ListUsers&text=a+b"
    assert "HX-Request" in response["Vary"]
    plain = busy.get(ADDRESS, headers={"HX-Request": "true"})
    assert plain["HX-Replace-Url"] == ADDRESS


def test_pages_keep_the_filters(client: Client) -> None:
    many(client, 2 * PAGE + 1)
    first = trail(client, event="HeadBucket", page=1)
    assert len(listed(first)) == PAGE
    assert "Page 1 of 2" in first
    assert 'href="?event=HeadBucket&amp;page=2"' in first
    assert listed(trail(client, page=3)) == ["ListBuckets"]


@pytest.mark.parametrize("page", ["0", "-1", "9" * 5000, "x", "²", "\0", "1.5", ""])
def test_a_page_that_does_not_exist_is_another_page(busy: Client, page: str) -> None:
    assert len(listed(trail(busy, page=page))) == 3


@pytest.mark.parametrize("field", ["event", "service", "who", "refused", "text", "page", "no-such-field"])
@pytest.mark.parametrize(
    "value", ["\0", "x" * 20_000, "%", "_", "' OR 1=1 --", '"', "\\", "\ufffd", SCRIPT, "{{ 7|add:7 }}", "[]", "null"]
)
def test_whatever_is_asked_the_page_answers(busy: Client, field: str, value: str) -> None:
    for headers in ({}, {"HX-Request": "true"}):
        response = busy.get(ADDRESS, {field: value}, headers=headers)
        assert response.status_code == 200
        assert SCRIPT not in response.content.decode()
    assert busy.get(f"{ADDRESS}?{field}=%ff%fe&{field}=%00&{field}").status_code == 200


def test_a_text_too_long_is_refused_with_a_reason(busy: Client) -> None:
    page = trail(busy, text="x" * 201)
    assert "the limit is 200" in page
    assert len(listed(page)) == 3


def test_many_events_cost_no_more_queries_than_one(client: Client, django_assert_max_num_queries: Any) -> None:
    many(client, 5 * PAGE)
    # Session, learner, what to choose from, how many, the page, the progress in the header.
    with django_assert_max_num_queries(6):
        trail(client, page=2)
    with django_assert_max_num_queries(6):
        client.get(f"{ADDRESS}{Event.objects.latest('pk').event_id}/")


def test_an_event_has_an_address_of_its_own(busy: Client) -> None:
    event = Event.objects.get(name="ListUsers")
    page = html.unescape(busy.get(event.get_absolute_url()).content.decode())
    assert "<h1>ListUsers</h1>" in page
    assert f'"eventID": "{event.event_id}"' in page
    assert "How it was decided" in page
    assert "aws iam list-users" in page
    assert "not authorized to perform: iam:ListUsers" in page
    part = busy.get(event.get_absolute_url(), headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part["Vary"]


def test_an_event_without_a_decision_says_so(busy: Client) -> None:
    event = Event.objects.get(name="GetCallerIdentity")
    page = busy.get(event.get_absolute_url()).content.decode()
    assert "refused before any policy was asked" in page


def test_the_policy_that_decided_can_be_opened(busy: Client) -> None:
    event = Event.objects.get(name="CreateUser")
    page = busy.get(event.get_absolute_url()).content.decode()
    assert "Open the policy that decided: AdministratorAccess" in page
    place = re.search(r'<a href="#(event-[\w-]+-L\d+)">Open the policy', page)
    assert place
    assert page.count(f'id="{place[1]}"') == 1


def test_the_terminal_links_to_the_trail_and_to_each_event(client: Client) -> None:
    entry = run(client, "aws s3api list-buckets; aws iam list-users", htmx=True).content.decode()
    page = client.get(TERMINAL).content.decode()
    assert f'href="{ADDRESS}"' in page
    for event in Event.objects.all():
        assert f'href="{event.get_absolute_url()}"' in entry
        assert f'href="{event.get_absolute_url()}"' in page


def test_nobody_sees_the_trail_of_somebody_else(busy: Client, admin_client: Client) -> None:
    event = Event.objects.get(name="CreateUser")
    other = Client()
    run(other, "aws s3api list-buckets")
    assert listed(trail(other)) == ["ListBuckets"]
    for stranger in (other, Client(), admin_client):
        assert "jane.doe" not in trail(stranger, text="jane")
        assert "jane.doe" not in trail(stranger, who="my-admin")
        assert stranger.get(event.get_absolute_url()).status_code == 404
        assert stranger.get(event.get_absolute_url(), headers={"HX-Request": "true"}).status_code == 404
    assert busy.get(event.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/no-such-account/trail/",
        "/accounts/First_Team/trail/",
        f"{ADDRESS}{uuid.UUID(int=0)}/",
        f"{ADDRESS}x/",
        "/accounts/no-such-account/trail/2f9b7f0e-4d0c-4c70-a1a5-5f5e4ab8b9a6/",
    ],
)
def test_what_is_not_there_is_not_found(busy: Client, address: str) -> None:
    assert busy.get(address).status_code == 404


def test_the_trail_is_read_only(busy: Client) -> None:
    event = Event.objects.latest("pk")
    for address in (ADDRESS, event.get_absolute_url()):
        assert busy.post(address).status_code == 405
        assert busy.head(address).status_code == 200


@pytest.mark.parametrize(
    "line",
    [
        f"aws iam get-user --user-name '{SCRIPT}'",
        f"aws s3api get-object --bucket my-reports-bucket --key '{SCRIPT}' x",
        f"aws s3api get-object --bucket my-reports-bucket --key '\"><img src=x onerror=alert(1)>' '{SCRIPT}'",
        f"aws iam create-policy --policy-name p --policy-document '{SCRIPT}'",
    ],
)
def test_recorded_names_are_text_and_nothing_else(client: Client, line: str) -> None:
    run(client, line)
    event = Event.objects.get()
    for address in (ADDRESS, event.get_absolute_url(), TERMINAL):
        page = client.get(address).content.decode()
        assert SCRIPT not in page
        assert "<img src=x" not in page
    assert "&lt;" in client.get(event.get_absolute_url()).content.decode()
