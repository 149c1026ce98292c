"""What learners hand in, and what came of it."""

import uuid
from typing import Any

from django.db import models
from django.urls import reverse

from lessons.learners.models import Learner


class Submission(models.Model):
    """An answer, saved before anything else happens to it; the grading fills in the rest.

    `ticket` comes with the form: a double click hands in one and the same ticket.
    `answer` is the learner's text, or for a calls exercise the account as it stood.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        GRADED = "graded"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="submissions")
    exercise = models.CharField(max_length=120)
    ticket = models.UUIDField()
    answer = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    passed = models.BooleanField(default=False)
    result = models.JSONField(null=True)
    handed_in_at = models.DateTimeField(auto_now_add=True)
    graded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-handed_in_at"]
        indexes = [
            models.Index(fields=["learner", "exercise", "-handed_in_at"]),
            models.Index(fields=["state"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["learner", "ticket"], name="a_ticket_is_handed_in_once"),
        ]

    def __str__(self) -> str:
        return f"{self.exercise} by {self.learner}"

    def get_absolute_url(self) -> str:
        return reverse("exercises:attempt", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == self.State.QUEUED

    @property
    def feedback(self) -> dict[str, Any]:
        """The result as pages show it, with the state beside it."""
        return {"state": self.state, "passed": self.passed, **(self.result or {})}
