"""A learner's own copy of a scenario, and everything that happened in it."""

import json
import uuid
from functools import cached_property
from typing import Any

from django.db import models
from django.urls import reverse

from lessons.learners.models import Learner


class Sandbox(models.Model):
    """One row holds the whole company. `version` grows with every change and guards against lost updates.

    `key_tag` is in every access key that the sandbox issues: by it a real client finds its sandbox.
    `identity` is who works in it from a shell, where that is not the scenario's choice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="sandboxes")
    scenario = models.CharField(max_length=120)
    company = models.JSONField()
    key_tag = models.CharField(max_length=10, unique=True)
    files = models.JSONField(default=dict)
    identity = models.CharField(max_length=128, blank=True)
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "sandboxes"
        constraints = [
            models.UniqueConstraint(fields=["learner", "scenario"], name="one_sandbox_for_a_scenario"),
        ]

    def __str__(self) -> str:
        return f"{self.learner}: {self.scenario}"


class Entry(models.Model):
    """One line typed in the sandbox's terminal and what came of it; append-only, the sandbox's history.

    Its calls are events: a line may make none or, where it joins commands, several.
    """

    sandbox = models.ForeignKey(Sandbox, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField(auto_now_add=True)
    identity = models.CharField(max_length=128)
    line = models.TextField()
    stdout = models.TextField(blank=True)
    stderr = models.TextField(blank=True)
    exit_code = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return self.line[:80]

    @cached_property
    def calls(self) -> list["Event"]:
        """The calls that the line made, in order."""
        return list(self.events.all())[::-1]

    @property
    def last_call(self) -> "Event | None":
        return self.calls[-1] if self.calls else None

    @property
    def trace(self) -> dict[str, Any] | None:
        """How the last call was decided."""
        return self.last_call.trace if self.last_call else None

    @property
    def refused(self) -> bool:
        return self.last_call is not None and self.last_call.refused


class Event(models.Model):
    """One call, allowed or not, as CloudTrail records it; append-only. `entry` is the line that made it.

    `record` is CloudTrail's event and the fields before it are what a trail is searched by, taken out of it.
    `decision` is that of `trace`; both are empty where the call was refused before IAM was asked.
    """

    REFUSALS = ("implicitDeny", "explicitDeny")

    sandbox = models.ForeignKey(Sandbox, on_delete=models.CASCADE, related_name="events", db_index=False)
    entry = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="events")
    event_id = models.UUIDField(unique=True)
    at = models.DateTimeField()
    name = models.CharField(max_length=128)
    source = models.CharField(max_length=128)
    principal = models.CharField(max_length=128)
    resource = models.TextField(blank=True)
    error_code = models.CharField(max_length=128, blank=True)
    decision = models.CharField(max_length=16, blank=True)
    record = models.JSONField()
    trace = models.JSONField(null=True)

    class Meta:
        ordering = ["-pk"]  # newest first; the clock of a record counts in seconds only
        indexes = [
            models.Index(fields=["sandbox", "-id"], name="trail"),
            models.Index(fields=["sandbox", "name", "-id"], name="trail_by_name"),
            models.Index(fields=["sandbox", "source", "-id"], name="trail_by_source"),
            models.Index(fields=["sandbox", "principal", "-id"], name="trail_by_principal"),
            models.Index(fields=["sandbox", "decision", "-id"], name="trail_by_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.name} by {self.principal}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new event. What happened is never written over."""
        if not self._state.adding:
            raise TypeError("An event of the trail is not changed.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("accounts:event", args=[self.sandbox.scenario, self.event_id])

    @property
    def refused(self) -> bool:
        return self.decision in self.REFUSALS

    @property
    def anchor(self) -> str:
        """Names the event within a page."""
        return f"event-{self.event_id}"

    @property
    def record_text(self) -> str:
        return json.dumps(self.record, indent=2, ensure_ascii=False)
