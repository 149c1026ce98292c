"""The knowledge check's file: ten questions, each with a graded task and the points of a good answer."""

from functools import lru_cache
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from lessons.curriculum import yaml_files
from lessons.curriculum.yaml_files import CONTENT, ContentModel

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Option(ContentModel):
    """Something to tick; `because` is shown after answering, right or wrong."""

    id: Id
    text: str
    correct: bool = False
    because: str


class ChoiceTask(ContentModel):
    """One option is right (`choice`), or every right one must be ticked (`several`)."""

    kind: Literal["choice", "several"]
    text: str
    options: list[Option] = Field(min_length=2, max_length=8)

    @model_validator(mode="after")
    def _has_right_options(self) -> Self:
        right = sum(option.correct for option in self.options)
        if right == 0 or (self.kind == "choice" and right != 1):
            raise ValueError("a choice has exactly one correct option, and several has at least one")
        return self


class NamedPolicy(ContentModel):
    name: str
    policy: dict[str, Any]


class DecisionRequest(ContentModel):
    """A request whose decision the learner predicts."""

    id: Id
    says: str
    action: str
    resource: str
    context: dict[str, str | list[str]] = {}


class DecisionTask(ContentModel):
    """Predict decisions. The right answers are computed by the evaluator, so they are not in the file."""

    kind: Literal["decision"]
    text: str
    principal: str
    policies: list[NamedPolicy] = []
    boundary: dict[str, Any] | None = None
    scp: list[dict[str, Any]] = []
    requests: list[DecisionRequest] = Field(min_length=1, max_length=6)


class KeyPoint(ContentModel):
    id: Id
    text: str


class OwnWords(ContentModel):
    points: list[KeyPoint] = Field(min_length=1)


class Question(ContentModel):
    number: int = Field(ge=1)
    slug: Id
    question: str
    task: Annotated[ChoiceTask | DecisionTask, Field(discriminator="kind")]
    own_words: OwnWords
    read_on: list[Annotated[str, Field(pattern=r"^[a-z0-9-]+(#[a-z0-9-]+)?$")]] = Field(min_length=1)


class Quiz(ContentModel):
    title: str
    summary: str = ""
    minutes: int = 10
    intro: str
    questions: list[Question] = Field(min_length=1)

    @model_validator(mode="after")
    def _numbers_count_up(self) -> Self:
        if [question.number for question in self.questions] != list(range(1, len(self.questions) + 1)):
            raise ValueError("the questions are numbered 1, 2, 3, ... in order")
        return self

    def question(self, number: int) -> Question | None:
        return self.questions[number - 1] if 1 <= number <= len(self.questions) else None


SLUG = "knowledge-check"


@lru_cache(maxsize=1)
def knowledge_check() -> Quiz:
    """The knowledge check. Raises ContentError when its file is wrong."""
    return yaml_files.load(CONTENT / "quiz" / f"{SLUG}.yaml", Quiz)
