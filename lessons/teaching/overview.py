"""Who has done what."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, QuerySet

from lessons.curriculum.content import Course, Step
from lessons.curriculum.models import Completion
from lessons.learners.models import Learner


@dataclass(frozen=True)
class Row:
    """One learner: for each step of the course whether it is done, the tries, and when they last handed in."""

    learner: Learner
    done: tuple[tuple[Step, bool], ...]
    tries: int
    last_at: datetime | None

    @property
    def count(self) -> int:
        return sum(done for _, done in self.done)


def learners() -> QuerySet[Learner]:
    """Everyone who has begun, the latest to hand in something first."""
    return (
        Learner.objects.select_related("user")
        .annotate(tries=Count("submissions"), last_at=Max("submissions__handed_in_at"))
        .exclude(user__is_staff=True)
        .order_by("-last_at", "-pk")
    )


def rows(page: list[Learner], course: Course) -> list[Row]:
    """The table for one page of `learners()`. One more query, however long the page."""
    finished = set(Completion.objects.filter(learner__in=page).values_list("learner_id", "step"))
    return [
        Row(
            learner=learner,
            done=tuple((step, (learner.pk, step.key) in finished) for step in course.steps),
            tries=learner.tries,  # type: ignore[attr-defined]
            last_at=learner.last_at,  # type: ignore[attr-defined]
        )
        for learner in page
    ]
