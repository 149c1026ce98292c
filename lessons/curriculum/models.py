"""What a learner has finished."""

from django.db import models

from lessons.learners.models import Learner


class Completion(models.Model):
    """One finished step of the course. `step` is a Step's key, such as `lesson:why-iam`."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="completions")
    step = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["learner", "step"], name="a_step_is_finished_once")]

    def __str__(self) -> str:
        return f"{self.learner}: {self.step}"
