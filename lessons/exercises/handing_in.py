"""From a form to a saved submission on its way to the grader."""

import logging
import time
import uuid
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from lessons.exercises.models import Submission
from lessons.exercises.tasks import grade
from lessons.learners.models import Learner

logger = logging.getLogger(__name__)

# Most answers are graded within this time, so that one round trip brings the feedback.
PATIENCE = 0.8
_LOOK_EVERY = 0.02
_STUCK_AFTER = timedelta(seconds=10)


def hand_in(learner: Learner, exercise: str, ticket: uuid.UUID, answer: str) -> Submission:
    """Save the answer, send it to the grader and wait a moment for the result.

    The same ticket with the same answer (a double click) is one submission; with another answer
    (an old page, sent again) it is a new one.
    """
    submission, is_new = _save(learner, exercise, ticket, answer)
    if is_new:
        enqueue(submission)
    return wait(submission)


def enqueue(submission: Submission) -> None:
    """Hand the submission to a worker. With the broker away it stays saved, and is sent again when looked at."""
    try:
        grade.delay(str(submission.pk))
    except OperationalError:
        logger.exception("the broker cannot be reached; %s waits", submission.pk)


def wait(submission: Submission) -> Submission:
    """The submission as it is after grading, or after PATIENCE."""
    deadline = time.monotonic() + PATIENCE
    while submission.is_open and time.monotonic() < deadline:
        time.sleep(_LOOK_EVERY)
        submission.refresh_from_db()
    return submission


def look_again(submission: Submission) -> Submission:
    """For a page that polls: wait once more, and revive a submission whose task was lost."""
    if submission.is_open and timezone.now() - submission.handed_in_at > _STUCK_AFTER:
        enqueue(submission)
    return wait(submission)


def _save(learner: Learner, exercise: str, ticket: uuid.UUID, answer: str) -> tuple[Submission, bool]:
    for number in (ticket, uuid.uuid4()):
        try:
            with transaction.atomic():
                return Submission.objects.create(learner=learner, exercise=exercise, ticket=number, answer=answer), True
        except IntegrityError:
            earlier = Submission.objects.get(learner=learner, ticket=ticket)
            if earlier.answer == answer and earlier.exercise == exercise:
                return earlier, False
    raise RuntimeError("a random ticket was taken")  # 122 random bits: not in this universe
