"""A learner's own copy of a scenario account, and everything that happened in it."""

import uuid

from django.db import models

from lessons.learners.models import Learner


class Sandbox(models.Model):
    """One row holds the whole account. `version` grows with every change and guards against lost updates."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="sandboxes")
    scenario = models.CharField(max_length=120)
    account = models.JSONField()
    files = models.JSONField(default=dict)
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

    `events` are the CloudTrail records of the calls that the line made (a paste of several lines makes several);
    `trace` says how the last of them was decided.
    """

    sandbox = models.ForeignKey(Sandbox, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField(auto_now_add=True)
    identity = models.CharField(max_length=128)
    line = models.TextField()
    stdout = models.TextField(blank=True)
    stderr = models.TextField(blank=True)
    exit_code = models.PositiveSmallIntegerField()
    events = models.JSONField(default=list)
    trace = models.JSONField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return self.line[:80]

    @property
    def refused(self) -> bool:
        return self.trace is not None and self.trace["decision"] != "allowed"
