"""Reading all content at once, so that a broken file is found at the start and not by a learner."""

from collections.abc import Callable

from lessons.curriculum.content import Course, course
from lessons.curriculum.glossary import glossary
from lessons.curriculum.yaml_files import ContentError
from lessons.exercises.format import CallsExercise, find
from lessons.playground.examples import examples
from lessons.quiz.format import knowledge_check
from lessons.scenarios.format import scenario


def load_everything() -> Course:
    """The course with all that hangs on it read and kept. Raises ContentError with the problems of every file."""
    problems: list[str] = []
    readers: list[Callable[[], object]] = [glossary, knowledge_check, examples]
    readers += [_reader(step.slug) for step in course().steps if step.kind == "exercise"]
    for read in readers:
        try:
            read()
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return course()


def _reader(slug: str) -> Callable[[], object]:
    def read() -> None:
        found = find(slug)
        if found and isinstance(found[1], CallsExercise):
            scenario(found[1].scenario)

    return read
