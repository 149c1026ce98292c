"""Grading: the only place that turns decisions into feedback. Knows no requests, forms or database."""

from lessons.exercises.grading.calls import check_goals, grade_calls
from lessons.exercises.grading.feedback import Counterexample, Feedback, GoalResult, ProbeResult
from lessons.exercises.grading.policy import grade_policy
from lessons.exercises.grading.probes import decide

__all__ = [
    "Counterexample",
    "Feedback",
    "GoalResult",
    "ProbeResult",
    "check_goals",
    "decide",
    "grade_calls",
    "grade_policy",
]
