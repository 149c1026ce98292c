"""The grading task: from a saved submission to feedback."""

import json
import logging

from django.db import transaction
from django.utils import timezone

from iamlab.celery import app
from lessons.curriculum.progress import complete
from lessons.exercises import grading
from lessons.exercises.format import PolicyExercise, find
from lessons.exercises.grading import Feedback
from lessons.exercises.models import Submission

logger = logging.getLogger(__name__)


@app.task
def grade(submission_id: str) -> None:
    """Grade one submission. Running twice, or after the submission is gone, changes nothing."""
    submission = Submission.objects.filter(pk=submission_id, state=Submission.State.QUEUED).first()
    if submission is None:
        return
    try:
        feedback = _feedback(submission)
    except Exception:
        # The learner must learn that the fault is ours; what it was goes to the log.
        logger.exception("grading %s failed", submission_id)
        Submission.objects.filter(pk=submission_id).update(state=Submission.State.FAILED)
        return
    with transaction.atomic():
        Submission.objects.filter(pk=submission_id).update(
            state=Submission.State.GRADED,
            passed=feedback.passed,
            result=feedback.as_dict(),
            graded_at=timezone.now(),
        )
        if feedback.passed:
            complete(submission.learner, f"exercise:{submission.exercise}")


def requeue_ungraded() -> int:
    """Queue what was saved but never graded (the process stopped in between); returns how many."""
    waiting = Submission.objects.filter(state=Submission.State.QUEUED).values_list("pk", flat=True)
    for pk in waiting:
        grade.delay(str(pk))
    return len(waiting)


def _feedback(submission: Submission) -> Feedback:
    found = find(submission.exercise)
    if found is None:
        raise LookupError(f"the course has no exercise {submission.exercise!r} any more")
    _, exercise = found
    if isinstance(exercise, PolicyExercise):
        return grading.grade_policy(exercise, submission.answer)
    return grading.grade_calls(exercise, json.loads(submission.answer), submission.handed_in_at)
