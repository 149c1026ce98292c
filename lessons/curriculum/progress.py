"""How far a learner has come."""

from dataclasses import dataclass

from lessons.curriculum.content import Course, Module, Step
from lessons.curriculum.models import Completion
from lessons.learners.models import Learner


@dataclass(frozen=True)
class Progress:
    """The steps done, out of the course as it is today (a removed step does not count)."""

    course: Course
    done_keys: frozenset[str]

    @property
    def done(self) -> int:
        return len(self.done_keys)

    @property
    def total(self) -> int:
        return len(self.course.steps)

    @property
    def next_step(self) -> Step | None:
        return next((step for step in self.course.steps if step.key not in self.done_keys), None)

    def modules(self) -> list[tuple[Module, list[tuple[Step, bool]]]]:
        """Every module with its steps, each with whether it is done."""
        return [
            (module, [(step, step.key in self.done_keys) for step in module.steps]) for module in self.course.modules
        ]


def progress_of(learner: Learner | None, course: Course) -> Progress:
    """One query; none for a visitor without work."""
    keys = set(learner.completions.values_list("step", flat=True)) if learner else set()
    return Progress(course, frozenset(keys & course.by_key.keys()))


def complete(learner: Learner, key: str) -> None:
    """Record that the learner finished a step; doing it again changes nothing."""
    Completion.objects.get_or_create(learner=learner, step=key)
