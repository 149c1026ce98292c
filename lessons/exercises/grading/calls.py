"""Grading calls: by what the account can do now, never by which commands were typed."""

from datetime import datetime
from typing import Any

import jmespath

from iamlab.cloud.cli import Outcome, run
from iamlab.cloud.state.company import Company
from lessons.exercises.format import CallsExercise, Goal
from lessons.exercises.grading.feedback import Counterexample, Feedback, GoalResult

_ENCODED = " Encoded authorization failure message:"  # which EC2 adds, for machines


def check_goals(exercise: CallsExercise, company: dict[str, Any], now: datetime) -> tuple[GoalResult, ...]:
    """Try each goal's command on its own copy of the company's document."""
    return tuple(_try(goal, company, now) for goal in exercise.goals)


def grade_calls(exercise: CallsExercise, company: dict[str, Any], now: datetime) -> Feedback:
    """All goals met is passed; the first that is not is the counterexample."""
    goals = check_goals(exercise, company, now)
    missed = next((goal for goal in goals if not goal.met), None)
    counterexample = (
        Counterexample(
            f"Not yet: {missed.says}. {missed.found}",
            missed.command,
            missed.idea,
            missed.lesson,
            missed.trace,
        )
        if missed
        else None
    )
    return Feedback(passed=missed is None, counterexample=counterexample, goals=goals)


def _try(goal: Goal, company: dict[str, Any], now: datetime) -> GoalResult:
    tried = Company.from_document(company)
    outcome = run(tried, goal.command, goal.as_, {}, tried.now(now))
    ended = _ended(outcome)
    met = ended == goal.expect and (goal.query is None or _holds(goal.query, outcome))
    return GoalResult(
        id=goal.id,
        says=goal.says,
        met=met,
        found=_found(goal, outcome, ended),
        command=goal.command,
        idea=goal.idea,
        lesson=goal.lesson,
        trace=outcome.answer.trace.as_dict() if outcome.answer and outcome.answer.trace else None,
    )


def _ended(outcome: Outcome) -> str:
    if outcome.exit_code == 0:
        return "success"
    trace = outcome.answer.trace if outcome.answer else None
    return "denied" if trace and not trace.decision.allowed else "failure"


def _holds(query: str, outcome: Outcome) -> bool:
    return bool(jmespath.search(query, outcome.answer.output or {})) if outcome.answer else False


def _found(goal: Goal, outcome: Outcome, ended: str) -> str:
    """What happened when the goal was tried, as one sentence."""
    if ended == "success":
        return f"Run as `{goal.as_}`, the command works."
    last = outcome.stderr.partition(_ENCODED)[0].strip().splitlines()[-1:] or ["it failed"]
    return f"Run as `{goal.as_}`, the command says: {last[0]}"
