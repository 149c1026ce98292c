import uuid
from datetime import datetime
from typing import Any

from django.db import migrations


def move(apps: Any, schema_editor: Any) -> None:
    """Each call that a line holds becomes an event. The line's trace is that of its last call."""
    Entry, Event = apps.get_model("scenarios", "Entry"), apps.get_model("scenarios", "Event")
    for entry in Entry.objects.order_by("pk").iterator(chunk_size=100):
        last = len(entry.old_events) - 1
        Event.objects.bulk_create(
            (
                _event(Event, entry, record, entry.old_trace if place == last else None)
                for place, record in enumerate(entry.old_events)
            ),
            ignore_conflicts=True,
        )


def move_back(apps: Any, schema_editor: Any) -> None:
    """Each line takes its calls back, and the trace of the last one."""
    Entry, Event = apps.get_model("scenarios", "Entry"), apps.get_model("scenarios", "Event")
    for entry in Entry.objects.order_by("pk").iterator(chunk_size=100):
        calls = list(Event.objects.filter(entry=entry).order_by("pk"))
        entry.old_events = [call.record for call in calls]
        entry.old_trace = calls[-1].trace if calls else None
        entry.save(update_fields=["old_events", "old_trace"])
    Event.objects.all().delete()


def _event(Event: Any, entry: Any, record: dict[str, Any], trace: dict[str, Any] | None) -> Any:
    who = record["userIdentity"]
    asked = trace["request"]["resource"] if trace else "*"
    return Event(
        sandbox_id=entry.sandbox_id,
        entry=entry,
        event_id=uuid.UUID(record["eventID"]),
        at=datetime.fromisoformat(record["eventTime"]),
        name=record["eventName"][:128],
        source=record["eventSource"][:128],
        principal="root" if who["type"] == "Root" else who.get("userName", "unknown identity"),
        resource="" if asked == "*" else asked,
        error_code=record.get("errorCode", "")[:128],
        decision=trace["decision"] if trace else "",
        record=record,
        trace=trace,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("scenarios", "0002_event"),
    ]

    operations = [
        migrations.RunPython(move, move_back),
    ]
