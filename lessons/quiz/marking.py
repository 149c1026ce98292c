"""Marking one question: each part right or wrong with its reason, and a share of the point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from iamlab.policy import pretty
from lessons.curriculum.surroundings import BOUNDARY, SCP, layers
from lessons.exercises.grading import decide
from lessons.quiz.format import ChoiceTask, DecisionTask, Question, knowledge_check

# What the learner chose: option ids, or for each request the predicted decision.
Choice = Sequence[str] | Mapping[str, str]


@dataclass(frozen=True)
class Part:
    """One option or request after marking. `trace` shows how a request was decided."""

    id: str
    text: str
    chosen: str
    right: str
    is_right: bool
    because: str
    trace: dict[str, Any] | None = None


@dataclass(frozen=True)
class Mark:
    """`score` is the share of the question's point, 0 to 1."""

    score: float
    parts: tuple[Part, ...]


def mark(number: int, choice: Choice) -> Mark:
    """Mark question `number` (which exists) of the knowledge check."""
    question = knowledge_check().questions[number - 1]
    if isinstance(question.task, DecisionTask):
        return _mark_decisions(number, dict(choice) if isinstance(choice, Mapping) else {})
    return _mark_options(question.task, set(choice))


def shown_policies(question: Question) -> list[dict[str, str]]:
    """The policies of a decision task as text to read, named by their layer."""
    task = question.task
    if not isinstance(task, DecisionTask):
        return []
    named = [(item.name, item.policy) for item in task.policies]
    named += [(BOUNDARY, task.boundary)] if task.boundary else []
    named += [(SCP, document) for document in task.scp]
    return [{"name": name, "text": pretty(document)} for name, document in named]


def _mark_options(task: ChoiceTask, chosen: set[str]) -> Mark:
    parts = tuple(
        Part(
            id=option.id,
            text=option.text,
            chosen="chosen" if option.id in chosen else "",
            right="chosen" if option.correct else "",
            is_right=(option.id in chosen) == option.correct,
            because=option.because,
        )
        for option in task.options
    )
    return Mark(1.0 if all(part.is_right for part in parts) else 0.0, parts)


def _mark_decisions(number: int, predicted: dict[str, str]) -> Mark:
    parts = tuple(
        Part(
            id=id,
            text=says,
            chosen=predicted.get(id, ""),
            right=trace["decision"],
            is_right=predicted.get(id) == trace["decision"],
            because=deciding,
            trace=trace,
        )
        for id, says, deciding, trace in _decisions(number)
    )
    return Mark(sum(part.is_right for part in parts) / len(parts), parts)


@lru_cache(maxsize=32)
def _decisions(number: int) -> tuple[tuple[str, str, str, dict[str, Any]], ...]:
    """The evaluator's answers to a decision task; they never change while the process runs."""
    task = knowledge_check().questions[number - 1].task
    assert isinstance(task, DecisionTask)  # noqa: S101
    policies = layers([(item.name, item.policy) for item in task.policies], task.boundary, task.scp)
    answers = []
    for request in task.requests:
        decided = decide(task.principal, request.action, request.resource, policies, request.context)
        answers.append((request.id, request.says, decided.deciding, decided.trace))
    return tuple(answers)
