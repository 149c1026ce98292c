"""The current sitting of a learner: start, answer, score."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from lessons.curriculum.progress import complete
from lessons.learners.models import Learner
from lessons.quiz.format import SLUG, Question, knowledge_check
from lessons.quiz.marking import Choice, mark
from lessons.quiz.models import Answer, Sitting


def current_sitting(learner: Learner | None) -> Sitting | None:
    return Sitting.objects.filter(learner=learner).first() if learner else None


def start(learner: Learner) -> Sitting:
    return Sitting.objects.create(learner=learner)


def answer(sitting: Sitting, question: Question, choice: Choice, own_words: str) -> Answer:
    """Mark and keep an answer; the first answer to a question stays. The last one finishes the check."""
    try:
        with transaction.atomic():
            given = Answer.objects.create(
                sitting=sitting,
                question=question.number,
                choice=choice,
                own_words=own_words,
                score=mark(question.number, choice).score,
            )
    except IntegrityError:  # a double click, or a second tab
        return Answer.objects.get(sitting=sitting, question=question.number)
    if sitting.answers.count() == len(knowledge_check().questions):
        complete(sitting.learner, f"quiz:{SLUG}")
    return given


@dataclass(frozen=True)
class Line:
    """One question on the score page."""

    question: Question
    answer: Answer | None


@dataclass(frozen=True)
class Score:
    """The score so far; `read_on` are the lessons of the questions that did not go well, each once."""

    lines: tuple[Line, ...]

    @property
    def points(self) -> float:
        return sum(line.answer.score for line in self.lines if line.answer)

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def answered(self) -> int:
        return sum(line.answer is not None for line in self.lines)

    @property
    def next_number(self) -> int | None:
        return next((line.question.number for line in self.lines if line.answer is None), None)

    @property
    def read_on(self) -> list[str]:
        weak = (line.question for line in self.lines if line.answer and line.answer.score < 1)
        return list(dict.fromkeys(link for question in weak for link in question.read_on))


def score_of(sitting: Sitting | None) -> Score:
    """One query."""
    given = {row.question: row for row in sitting.answers.all()} if sitting else {}
    return Score(tuple(Line(question, given.get(question.number)) for question in knowledge_check().questions))
