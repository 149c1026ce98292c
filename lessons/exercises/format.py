"""The exercise file: what a learner is asked, how it is graded, and how the author knows that it can be solved."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, RootModel, model_validator

from iamlab.policy import PolicyType
from lessons.curriculum import yaml_files
from lessons.curriculum.content import Step, course
from lessons.curriculum.yaml_files import ContentModel

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
LessonLink = Annotated[str, Field(pattern=r"^[a-z0-9-]+(#[a-z0-9-]+)?$")]
Document = dict[str, Any] | str


class Probe(ContentModel):
    """A request that must be allowed or denied, in words and as data."""

    id: Id
    says: str
    action: str = Field(pattern=r"^[a-z0-9-]+:\w+$")
    resource: str
    context: dict[str, str | list[str]] = {}
    command: str = ""
    idea: str
    lesson: LessonLink | None = None


class WrongPolicy(ContentModel):
    """An answer the grading must refuse; `fails` are the probes it must miss (none: only `at_most` catches it)."""

    why: str
    policy: Document
    fails: list[Id]


class _Exercise(ContentModel):
    title: str
    minutes: int = Field(ge=1, le=120)
    summary: str
    brief: str
    hints: list[str] = []


class PolicyExercise(_Exercise):
    """Write a policy."""

    kind: Literal["policy"]
    principal: str
    policy_type: PolicyType = PolicyType.IDENTITY
    starter: str = ""
    must_allow: list[Probe] = Field(min_length=1)
    must_deny: list[Probe] = Field(min_length=1)
    at_most: dict[str, Any]
    solution: Document
    wrong_answers: list[WrongPolicy] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_fit(self) -> Self:
        known = [probe.id for probe in (*self.must_allow, *self.must_deny)]
        _check_ids(known, self.wrong_answers)
        return self


class Goal(ContentModel):
    """Something achieved: a command that, run as someone on a copy of the account, ends as expected."""

    id: Id
    says: str
    as_: str = Field(alias="as")
    command: str
    expect: Literal["success", "denied", "failure"]
    query: str | None = None
    idea: str
    lesson: LessonLink | None = None


class WrongCommands(ContentModel):
    """A session the grading must refuse; `fails` are the goals it must leave open."""

    why: str
    commands: list[str]
    fails: list[Id] = Field(min_length=1)


class CallsExercise(_Exercise):
    """Make calls in a scenario account."""

    kind: Literal["calls"]
    scenario: Id
    identity: str
    goals: list[Goal] = Field(min_length=1)
    solution: list[str] = Field(min_length=1)
    wrong_answers: list[WrongCommands] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_fit(self) -> Self:
        _check_ids([goal.id for goal in self.goals], self.wrong_answers)
        return self


Exercise = PolicyExercise | CallsExercise


class ExerciseFile(RootModel[Annotated[Exercise, Field(discriminator="kind")]]):
    """The root of an exercise file; `kind` says which form it takes."""


def load_exercise(path: Path) -> Exercise:
    """Read an exercise file. Raises ContentError with the file, line and field of each problem."""
    return yaml_files.load(path, ExerciseFile).root


@lru_cache(maxsize=256)
def _exercise(path: Path) -> Exercise:
    return load_exercise(path)


def find(slug: str) -> tuple[Step, Exercise] | None:
    """The exercise of the course with this slug, and its place in the course."""
    step = course().by_key.get(f"exercise:{slug}")
    return (step, _exercise(step.path)) if step else None


def working_in(scenario: str) -> list[Step]:
    """The exercises of the course that work in a scenario, in order."""
    steps = (step for step in course().steps if step.kind == "exercise")
    return [step for step in steps if getattr(_exercise(step.path), "scenario", None) == scenario]


def _check_ids(known: list[str], wrong_answers: "list[WrongPolicy] | list[WrongCommands]") -> None:
    if len(known) != len(set(known)):
        raise ValueError("two probes or goals have the same id")
    for answer in wrong_answers:
        if unknown := set(answer.fails) - set(known):
            raise ValueError(f"wrong answer {answer.why!r} names unknown ids: {', '.join(sorted(unknown))}")
