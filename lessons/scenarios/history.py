"""What happened in a sandbox: the lines that were typed and the calls that they made. Bounded, the newest stay."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Manager, Prefetch, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Length

from iamlab.cloud.cli import Outcome
from iamlab.cloud.gateway import Answer
from lessons.scenarios.models import Entry, Event, Sandbox

KEPT_LINES = 1_000
KEPT_EVENTS = 5_000
# Of what is longer than this many characters only the newest are kept whole: older outputs and traces go first.
LONG = 20_000
KEPT_LONG = 200
NOT_KEPT = "(This output was long, and is not kept any more.)\n"
NOBODY = "unknown identity"  # no user has a blank in the name

_LONGEST_NAME = 128
_TIDIED_EVERY = 50  # rows, for looking through all of them costs something


def write(sandbox: Sandbox, line: str, identity: str, outcome: Outcome) -> Entry:
    """Append a line and its calls; what is older than the newest of each goes. Call it in a transaction."""
    entry = Entry.objects.create(
        sandbox=sandbox,
        identity=identity,
        line=line,
        stdout=outcome.stdout,
        stderr=outcome.stderr,
        exit_code=outcome.exit_code,
    )
    entry.calls = [_event(sandbox, entry, answer) for answer in outcome.answers]
    if entry.calls:
        _append(sandbox, entry.calls)
    _keep_newest(sandbox.entries.all(), KEPT_LINES)
    if entry.pk % _TIDIED_EVERY == 0:
        long = sandbox.entries.alias(size=Length("stdout")).filter(size__gt=LONG)
        _beyond_newest(Entry.objects, long).update(stdout=NOT_KEPT)
    return entry


def write_call(sandbox: Sandbox, answer: Answer) -> Answer:
    """Append a call that no line of the terminal made. Call it in a transaction."""
    _append(sandbox, [_event(sandbox, None, answer)])
    return answer


def records(sandbox: Sandbox) -> Iterator[dict[str, Any]]:
    """What CloudTrail recorded of the sandbox's calls, newest first, read as it is asked for."""
    return sandbox.events.values_list("record", flat=True).iterator(chunk_size=200)


def clear(sandbox: Sandbox) -> None:
    """Forget all that happened."""
    sandbox.events.all().delete()
    sandbox.entries.all().delete()


def latest(sandbox: Sandbox, limit: int) -> list[Entry]:
    """The newest lines, the oldest of them first, with their calls. Three queries, whatever the lines did.

    Records and traces are heavy: only the last call of a line has them, and all calls of the last line.
    """
    light = Event.objects.defer("record", "trace")
    newest = sandbox.entries.order_by("-pk").prefetch_related(Prefetch("events", light))[:limit]
    entries = list(newest)[::-1]
    shown = [entry.last_call.pk for entry in entries if entry.last_call]
    shown += [event.pk for entry in entries[-1:] for event in entry.calls]
    whole = Event.objects.in_bulk(shown)
    for entry in entries:
        entry.calls = [whole.get(event.pk, event) for event in entry.calls]
        for event in entry.calls:
            event.sandbox = sandbox
    return entries


def _append(sandbox: Sandbox, events: list[Event]) -> None:
    Event.objects.bulk_create(events)
    _keep_newest(sandbox.events.all(), KEPT_EVENTS)
    if any(event.pk % _TIDIED_EVERY == 0 for event in events):
        traced = sandbox.events.filter(trace__isnull=False)
        long = traced.alias(size=Length(Cast("trace", TextField()))).filter(size__gt=LONG)
        _beyond_newest(Event.objects, long).update(trace=None)


def _beyond_newest(rows: Manager[Any], long: QuerySet[Any]) -> QuerySet[Any]:
    """Those of some long rows that are not among the newest of them, as rows to change."""
    return rows.filter(pk__in=list(long.order_by("-pk").values_list("pk", flat=True)[KEPT_LONG:]))


def _keep_newest(rows: QuerySet[Any], count: int) -> None:
    oldest_kept = rows.order_by("-pk").values("pk")[count - 1 : count]
    rows.filter(pk__lt=Subquery(oldest_kept)).delete()


def _event(sandbox: Sandbox, entry: Entry | None, answer: Answer) -> Event:
    record = answer.event
    trace = answer.trace.as_dict() if answer.trace else None
    return Event(
        sandbox=sandbox,
        entry=entry,
        event_id=uuid.UUID(record["eventID"]),
        at=datetime.fromisoformat(record["eventTime"]),
        name=record["eventName"][:_LONGEST_NAME],
        source=record["eventSource"][:_LONGEST_NAME],
        principal=_principal(record["userIdentity"]),
        resource=_resource(trace),
        error_code=record.get("errorCode", "")[:_LONGEST_NAME],
        decision=trace["decision"] if trace else "",
        record=record,
        trace=trace,
    )


def _principal(identity: dict[str, Any]) -> str:
    if identity["type"] == "Root":
        return "root"
    if identity["type"] in ("AssumedRole", "FederatedUser"):  # assumed-role/Auditor/jane
        return str(identity["arn"].rpartition(":")[2])
    return str(identity.get("userName", NOBODY))


def _resource(trace: dict[str, Any] | None) -> str:
    """The resource that was asked about, where there is one in particular."""
    asked = trace["request"]["resource"] if trace else "*"
    return "" if asked == "*" else str(asked)
