"""Sittings of the knowledge check and their answers."""

from django.db import models

from lessons.learners.models import Learner


class Sitting(models.Model):
    """One run through the questions. A learner may have several; the latest is the current one."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="sittings")
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.learner}, {self.started_at:%Y-%m-%d}"


class Answer(models.Model):
    """The answer to one question, marked when it was given. A question is answered once in a sitting."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="answers")
    question = models.PositiveSmallIntegerField()
    choice = models.JSONField()
    own_words = models.TextField(blank=True)
    score = models.FloatField()
    answered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["question"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "question"], name="a_question_is_answered_once"),
        ]

    def __str__(self) -> str:
        return f"question {self.question}: {self.score:g}"
