"""A learner's sandbox: their own copy, kept, never lost to a second tab."""

from typing import Any

import pytest

from lessons.learners.models import Learner
from lessons.scenarios import sandbox as sandboxes
from lessons.scenarios.format import scenario
from lessons.scenarios.models import Entry, Sandbox

pytestmark = pytest.mark.django_db
SLUG = "first-team"
ADMIN = "my-admin"


@pytest.fixture
def sandbox() -> Sandbox:
    return sandboxes.open_sandbox(Learner.objects.create(), SLUG)


def as_built(sandbox: Sandbox) -> dict[str, Any]:
    return scenario(SLUG).build(sandbox.company["seed"]).to_document()


def users(sandbox: Sandbox) -> str:
    return sandboxes.run_line(sandbox, "aws iam list-users --query Users[].UserName --output text", ADMIN).stdout


def test_it_starts_as_the_scenario_and_keeps_what_changes(sandbox: Sandbox) -> None:
    assert sandbox.company == as_built(sandbox)
    entry = sandboxes.run_line(sandbox, "aws iam create-user --user-name jane.doe", ADMIN)
    assert entry.exit_code == 0
    again = sandboxes.open_sandbox(sandbox.learner, SLUG)
    assert again.pk == sandbox.pk
    assert "jane.doe" in users(again)


def test_two_learners_never_meet(sandbox: Sandbox) -> None:
    sandboxes.run_line(sandbox, "aws iam create-user --user-name jane.doe", ADMIN)
    assert "jane.doe" not in users(sandboxes.open_sandbox(Learner.objects.create(), SLUG))


def test_a_refused_call_changes_nothing_and_is_recorded_with_its_trace(sandbox: Sandbox) -> None:
    sandboxes.run_line(sandbox, "aws iam create-user --user-name jane.doe", ADMIN)
    before = (sandbox.company, sandbox.version)
    entry = sandboxes.run_line(sandbox, "aws iam create-user --user-name mallory", "jane.doe")
    assert entry.exit_code == 254
    assert entry.refused
    assert entry.trace["decision"] == "implicitDeny"
    assert [call.error_code for call in entry.calls] == ["AccessDenied"]
    assert (sandbox.company, sandbox.version) == before


def test_every_call_of_a_paste_is_recorded(sandbox: Sandbox) -> None:
    paste = "aws iam create-user --user-name jane.doe\naws iam create-group --group-name Developers"
    entry = sandboxes.run_line(sandbox, paste, ADMIN)
    assert [call.name for call in entry.calls] == ["CreateUser", "CreateGroup"]


def test_reading_writes_nothing_but_the_history(sandbox: Sandbox) -> None:
    users(sandbox)
    assert sandbox.version == 0
    assert Entry.objects.count() == 1


def test_a_change_made_in_another_tab_is_not_lost(sandbox: Sandbox) -> None:
    other_tab = Sandbox.objects.get(pk=sandbox.pk)
    sandboxes.run_line(other_tab, "aws iam create-user --user-name first", ADMIN)
    sandboxes.run_line(sandbox, "aws iam create-user --user-name second", ADMIN)
    assert {"first", "second"} <= set(users(sandbox).split())


def test_a_sandbox_that_changes_under_every_attempt_is_said_to_be_busy(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandboxes, "_keep", lambda *_: False)
    with pytest.raises(sandboxes.SandboxBusyError):
        sandboxes.run_line(sandbox, "aws iam create-user --user-name jane.doe", ADMIN)
    assert not Entry.objects.exists()


def test_files_stay_in_the_sandbox(sandbox: Sandbox) -> None:
    line = "aws s3api get-object --bucket my-reports-bucket --key report.pdf copy.pdf"
    assert sandboxes.run_line(sandbox, line, ADMIN).exit_code == 0
    assert "copy.pdf" in sandboxes.run_line(sandboxes.open_sandbox(sandbox.learner, SLUG), "ls", ADMIN).stdout


def test_reset_brings_the_first_state_back(sandbox: Sandbox) -> None:
    sandboxes.run_line(sandbox, "aws iam create-user --user-name jane.doe", ADMIN)
    sandboxes.reset(sandbox)
    found = Sandbox.objects.get(pk=sandbox.pk)
    assert found.company == as_built(found)
    assert not found.entries.exists()
    assert not found.events.exists()


def test_a_call_that_began_before_a_reset_does_not_undo_it(sandbox: Sandbox) -> None:
    old_tab = Sandbox.objects.get(pk=sandbox.pk)
    sandboxes.run_line(sandbox, "aws iam create-user --user-name jane.doe", ADMIN)
    sandboxes.reset(sandbox)
    assert "jane.doe" not in users(old_tab)
    sandboxes.run_line(old_tab, "aws iam create-user --user-name other", ADMIN)
    assert users(Sandbox.objects.get(pk=sandbox.pk)).split() == sorted(["my-admin", "other"])


def test_a_reset_from_an_old_tab_is_not_undone_by_a_call_under_way(sandbox: Sandbox) -> None:
    old_tab = Sandbox.objects.get(pk=sandbox.pk)
    sandboxes.run_line(sandbox, "aws iam create-user --user-name jane.doe", ADMIN)
    under_way = Sandbox.objects.get(pk=sandbox.pk)
    sandboxes.reset(old_tab)
    sandboxes.run_line(under_way, "aws iam create-user --user-name other", ADMIN)
    assert users(Sandbox.objects.get(pk=sandbox.pk)).split() == sorted(["my-admin", "other"])
    assert old_tab.company == as_built(old_tab)


def test_a_call_needs_few_queries(sandbox: Sandbox, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(7):  # savepoint, state, line, calls, the oldest of both, release
        sandboxes.run_line(sandbox, "aws iam create-user --user-name jane.doe", ADMIN)


def test_of_long_outputs_and_traces_only_the_newest_are_kept(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lessons.scenarios.history.LONG", 100)
    monkeypatch.setattr("lessons.scenarios.history.KEPT_LONG", 2)
    monkeypatch.setattr("lessons.scenarios.history._TIDIED_EVERY", 1)
    for _ in range(4):
        sandboxes.run_line(sandbox, "aws iam list-users", ADMIN)
    outputs = [len(entry.stdout) for entry in sandbox.entries.order_by("pk")]
    assert [length < 100 for length in outputs] == [True, True, False, False]
    assert [event.trace is None for event in sandbox.events.order_by("pk")] == [True, True, False, False]
    assert all(event.record["eventName"] == "ListUsers" for event in sandbox.events.all())
