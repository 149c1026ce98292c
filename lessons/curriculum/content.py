"""The course as it lies in lessons/content: modules of steps, in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from django.urls import reverse
from pydantic import ConfigDict

from iamlab.policy.checks import Topic
from lessons.curriculum import yaml_files
from lessons.curriculum.lesson_files import Lesson, load_lesson
from lessons.curriculum.yaml_files import CONTENT, ContentError, ContentModel

Kind = Literal["lesson", "exercise", "quiz"]


class _Card(ContentModel):
    """What the course map needs from an exercise or quiz file; its own app reads the rest."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    title: str
    summary: str = ""
    minutes: int = 10


@dataclass(frozen=True)
class Step:
    """One thing to read or do. `key` names it in a learner's progress."""

    kind: Kind
    slug: str
    title: str
    summary: str
    minutes: int
    path: Path

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.slug}"

    def get_absolute_url(self) -> str:
        if self.kind == "quiz":
            return reverse("quiz:start")
        route = {"lesson": "curriculum:lesson", "exercise": "exercises:exercise"}[self.kind]
        return reverse(route, args=[self.slug])


@dataclass(frozen=True)
class Module:
    """A lesson and the exercises that go with it."""

    number: int
    slug: str
    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Course:
    """All modules in order, and the lessons by slug."""

    modules: tuple[Module, ...]
    lessons: dict[str, Lesson]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for module in self.modules for step in module.steps)

    @cached_property
    def by_key(self) -> dict[str, Step]:
        return {step.key: step for step in self.steps}

    @cached_property
    def by_topic(self) -> dict[Topic, str]:
        """The slug of the lesson that teaches a topic; topics that no lesson teaches are not in it."""
        return {topic: slug for slug, lesson in self.lessons.items() for topic in lesson.topics}

    def module_of(self, step: Step) -> Module:
        return next(module for module in self.modules if step in module.steps)

    def before(self, step: Step) -> Step | None:
        place = self.steps.index(step)
        return self.steps[place - 1] if place else None

    def after(self, step: Step) -> Step | None:
        place = self.steps.index(step)
        return self.steps[place + 1] if place + 1 < len(self.steps) else None


@lru_cache(maxsize=1)
def course() -> Course:
    """The course, read once a process. Raises ContentError when a file is wrong."""
    return load_course(CONTENT)


def load_course(root: Path) -> Course:
    """Read the course below `root`. Raises ContentError with every problem of every file."""
    problems: list[str] = []
    modules: list[Module] = []
    lessons: dict[str, Lesson] = {}
    for number, folder in enumerate(sorted(path for path in (root / "modules").iterdir() if path.is_dir()), 1):
        slug = folder.name.partition("-")[2]
        try:
            lesson = load_lesson(folder / "lesson.md")
            lessons[slug] = lesson
            reading = Step("lesson", slug, lesson.title, lesson.summary, lesson.minutes, folder / "lesson.md")
            exercises = _cards("exercise", sorted((folder / "exercises").glob("*.yaml")))
            modules.append(Module(number, slug, lesson.title, (reading, *exercises)))
        except ContentError as error:
            problems += error.problems
    try:
        quizzes = tuple(_cards("quiz", sorted((root / "quiz").glob("*.yaml"))))
        if quizzes:
            modules.append(Module(len(modules) + 1, "check", "Check what you know", quizzes))
    except ContentError as error:
        problems += error.problems
    course = Course(tuple(modules), lessons)
    problems += _ambiguous(course.steps)
    problems += _taught_twice(lessons)
    if problems:
        raise ContentError(problems)
    return course


def _cards(kind: Kind, paths: Iterable[Path]) -> list[Step]:
    steps = []
    for path in paths:
        card = yaml_files.load(path, _Card)
        steps.append(Step(kind, path.stem, card.title, card.summary, card.minutes, path))
    return steps


def _ambiguous(steps: tuple[Step, ...]) -> list[str]:
    first: dict[str, Step] = {}
    return [
        f"{step.path}: the slug {step.slug!r} is taken by {first[step.key].path}"
        for step in steps
        if first.setdefault(step.key, step) is not step
    ]


def _taught_twice(lessons: dict[str, Lesson]) -> list[str]:
    first: dict[Topic, str] = {}
    return [
        f"the lesson {slug!r}: topics: {topic.value!r} is taught by the lesson {first[topic]!r}"
        for slug, lesson in lessons.items()
        for topic in lesson.topics
        if first.setdefault(topic, slug) != slug
    ]
