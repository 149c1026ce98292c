"""The trail of a sandbox: every call an event, nothing lost, nothing seen by others, nothing without end."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lessons.learners.models import Learner
from lessons.scenarios import history, trail
from lessons.scenarios import sandbox as sandboxes
from lessons.scenarios.models import Entry, Event, Sandbox
from lessons.scenarios.trail import Filters

pytestmark = pytest.mark.django_db
SLUG = "first-team"
ADMIN = "my-admin"
REPORT = "aws s3api get-object --bucket my-reports-bucket --key report.pdf copy.pdf"


@pytest.fixture
def sandbox() -> Sandbox:
    return sandboxes.open_sandbox(Learner.objects.create(), SLUG)


@pytest.fixture
def busy(sandbox: Sandbox) -> Sandbox:
    """An account in which an administrator and a user without rights have done this and that."""
    for who, line in (
        (ADMIN, "aws iam create-user --user-name jane.doe"),
        (ADMIN, "aws iam create-user --user-name jane.doe"),
        ("jane.doe", REPORT),
        ("nobody", "aws sts get-caller-identity"),
        ("root", "aws s3api list-buckets"),
        (ADMIN, "aws iam create-user --user-name 'not a name'"),
        (ADMIN, REPORT),
    ):
        sandboxes.run_line(sandbox, line, who)
    return sandbox


def found(sandbox: Sandbox, **filters: Any) -> list[str]:
    return [event.name for event in trail.search(trail.of(sandbox.learner, SLUG), Filters(**filters))]


def test_an_event_says_what_its_record_says(sandbox: Sandbox) -> None:
    sandboxes.run_line(sandbox, "aws iam create-user --user-name jane.doe", ADMIN)
    entry = sandboxes.run_line(sandbox, REPORT, "jane.doe")
    event = Event.objects.get(entry=entry)
    assert event.event_id == uuid.UUID(event.record["eventID"])
    assert f"{event.at:%Y-%m-%dT%H:%M:%SZ}" == event.record["eventTime"]
    assert (event.name, event.source, event.principal) == ("GetObject", "s3.amazonaws.com", "jane.doe")
    assert event.resource == "arn:aws:s3:::my-reports-bucket/report.pdf"
    assert (event.error_code, event.decision, event.refused) == ("AccessDenied", "implicitDeny", True)
    assert event.trace["request"]["action"] == "s3:GetObject"


def test_every_call_of_a_line_has_its_own_trace(sandbox: Sandbox) -> None:
    line = "aws iam create-user --user-name jane.doe; aws s3api list-buckets"
    entry = sandboxes.run_line(sandbox, line, ADMIN)
    actions = [call.trace["request"]["action"] for call in Entry.objects.get(pk=entry.pk).calls]
    assert actions == ["iam:CreateUser", "s3:ListAllMyBuckets"]


def test_a_line_that_calls_nobody_leaves_no_event(sandbox: Sandbox) -> None:
    entry = sandboxes.run_line(sandbox, "ls", ADMIN)
    assert (entry.calls, entry.trace, entry.refused) == ([], None, False)
    assert not Event.objects.exists()


def test_calls_without_a_decision_and_without_a_name_are_recorded(busy: Sandbox) -> None:
    undecided = {event.error_code: event for event in busy.events.filter(decision="")}
    assert set(undecided) == {"InvalidClientTokenId", "ValidationError"}
    assert undecided["InvalidClientTokenId"].principal == history.NOBODY
    assert not any(event.refused for event in undecided.values())


def test_an_event_is_never_written_over(busy: Sandbox) -> None:
    event = busy.events.first()
    assert event
    event.name = "Nothing"
    with pytest.raises(TypeError):
        event.save()


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, "GetObject CreateUser ListBuckets GetCallerIdentity GetObject CreateUser CreateUser"),
        ({"name": "GetObject"}, "GetObject GetObject"),
        ({"source": "s3.amazonaws.com"}, "GetObject ListBuckets GetObject"),
        ({"principal": "jane.doe"}, "GetObject"),
        ({"principal": "root"}, "ListBuckets"),
        ({"refused": True}, "GetObject"),
        ({"name": "GetObject", "refused": True}, "GetObject"),
        ({"name": "ListBuckets", "refused": True}, ""),
        ({"text": "REPORT.PDF"}, "GetObject GetObject"),
        ({"text": "EntityAlreadyExists"}, "CreateUser"),
        ({"text": "arn:aws:s3:::my-reports-bucket/"}, "GetObject GetObject"),
        ({"text": "%"}, ""),
        ({"text": '"eventName": "ListBuckets"'}, ""),
        ({"text": "'; DROP TABLE scenarios_event; --"}, ""),
    ],
)
def test_filters_find(busy: Sandbox, filters: dict[str, Any], names: str) -> None:
    assert found(busy, **filters) == names.split()


@pytest.mark.parametrize("key", ["bücher/ß.txt", 'a "quoted" key', "back\\slash", "😀"])
def test_text_is_found_as_it_was_written(sandbox: Sandbox, key: str) -> None:
    quoted = key.replace("\\", "\\\\").replace('"', '\\"')
    line = f'aws s3api get-object --bucket my-reports-bucket --key "{quoted}" copy.pdf'
    sandboxes.run_line(sandbox, line, ADMIN)
    assert found(sandbox, text=key) == ["GetObject"]


def test_what_there_is_to_choose_from(busy: Sandbox, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        names, sources, principals = trail.seen(trail.of(busy.learner, SLUG))
    assert names == ["CreateUser", "GetCallerIdentity", "GetObject", "ListBuckets"]
    assert sources == ["iam.amazonaws.com", "s3.amazonaws.com", "sts.amazonaws.com"]
    assert principals == ["jane.doe", "my-admin", "root", history.NOBODY]


def test_a_trail_is_the_learners_own(busy: Sandbox) -> None:
    other = sandboxes.open_sandbox(Learner.objects.create(), SLUG)
    assert found(other) == []
    assert trail.seen(trail.of(other.learner, SLUG)) == ([], [], [])
    assert not trail.of(None, SLUG).exists()
    assert not trail.of(busy.learner, "another-scenario").exists()


def test_a_fresh_start_of_one_learner_leaves_the_trail_of_another(busy: Sandbox) -> None:
    other = sandboxes.open_sandbox(Learner.objects.create(), SLUG)
    sandboxes.run_line(other, "aws s3api list-buckets", ADMIN)
    sandboxes.reset(busy)
    assert found(busy) == []
    assert found(other) == ["ListBuckets"]


def test_only_the_newest_stay(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    other = sandboxes.open_sandbox(Learner.objects.create(), SLUG)
    sandboxes.run_line(other, "aws s3api list-buckets", ADMIN)
    monkeypatch.setattr(history, "KEPT_EVENTS", 3)
    monkeypatch.setattr(history, "KEPT_LINES", 2)
    for number in range(4):
        sandboxes.run_line(sandbox, f"aws iam get-user --user-name u{number}; aws s3api list-buckets", ADMIN)
    assert found(sandbox) == ["ListBuckets", "GetUser", "ListBuckets"]
    assert [entry.line.partition(";")[0][-2:] for entry in sandbox.entries.all()] == ["u2", "u3"]
    assert found(other) == ["ListBuckets"]


def test_a_line_that_has_gone_leaves_its_events(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "KEPT_LINES", 1)
    for _ in range(2):
        sandboxes.run_line(sandbox, "aws s3api list-buckets", ADMIN)
    assert [event.entry is None for event in sandbox.events.all()] == [False, True]


def test_the_latest_lines_cost_three_queries(busy: Sandbox, django_assert_num_queries: Any) -> None:
    sandboxes.run_line(busy, "aws s3api list-buckets; aws iam list-users", ADMIN)
    with django_assert_num_queries(3):
        entries = history.latest(busy, 50)
        assert [call.get_absolute_url() for entry in entries for call in entry.calls]
        assert [entry.trace for entry in entries]
        assert [call.record for call in entries[-1].calls]
    assert [entry.pk for entry in entries] == sorted(entry.pk for entry in entries)
    assert [call.name for call in entries[-1].calls] == ["ListBuckets", "ListUsers"]


@pytest.fixture
def at_the_old_schema() -> Iterator[Any]:
    executor = MigrationExecutor(connection)
    newest = [node for node in executor.loader.graph.leaf_nodes() if node[0] == "scenarios"]
    executor.migrate([("scenarios", "0001_initial")])
    yield executor.loader.project_state([("scenarios", "0001_initial")]).apps
    executor = MigrationExecutor(connection)
    executor.migrate(newest)


@pytest.mark.django_db(transaction=True)
def test_the_history_of_before_moves_into_the_trail_and_back(busy: Sandbox, request: pytest.FixtureRequest) -> None:
    sandboxes.run_line(busy, "aws s3api list-buckets; aws iam list-users", ADMIN)
    sandboxes.run_line(busy, "ls", ADMIN)
    before = list(Event.objects.values("event_id", "name", "principal", "error_code", "record"))
    last = [event.pk for entry in busy.entries.all() for event in entry.calls[-1:]]
    whole = list(Event.objects.filter(pk__in=last).values_list("event_id", "resource", "decision", "trace"))

    old = request.getfixturevalue("at_the_old_schema").get_model("scenarios", "Entry")
    *_, two, none = old.objects.order_by("pk")
    assert [record["eventName"] for record in two.events] == ["ListBuckets", "ListUsers"]
    assert two.trace["request"]["action"] == "iam:ListUsers"
    assert (none.events, none.trace) == ([], None)

    executor = MigrationExecutor(connection)
    executor.migrate([node for node in executor.loader.graph.leaf_nodes() if node[0] == "scenarios"])
    assert list(Event.objects.values("event_id", "name", "principal", "error_code", "record")) == before
    again = Event.objects.filter(event_id__in=[row[0] for row in whole])
    assert list(again.values_list("event_id", "resource", "decision", "trace")) == whole
    assert Event.objects.filter(trace=None, decision="allowed").count() == 0
