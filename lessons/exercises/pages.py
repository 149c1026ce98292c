"""What the workbench shows: one context for the page, its parts and a past attempt."""

import json
import uuid
from typing import Any

from django.urls import reverse
from django.utils import timezone

from iamlab.cloud.state.company import Company
from lessons.curriculum.content import Step, course
from lessons.curriculum.links import read_on
from lessons.curriculum.navigation import trail_to
from lessons.exercises.document_reviews import of_answer, of_calls
from lessons.exercises.format import CallsExercise, Exercise, PolicyExercise
from lessons.exercises.forms import HandInForm, form_for, messages_of
from lessons.exercises.grading import GoalResult, check_goals
from lessons.exercises.models import Submission
from lessons.learners.models import Learner
from lessons.scenarios import history
from lessons.scenarios import sandbox as sandboxes
from lessons.scenarios.format import scenario
from lessons.scenarios.line_form import LineForm
from lessons.scenarios.models import Sandbox

SHOWN_ENTRIES = 50
SHOWN_ATTEMPTS = 20


def workbench(
    learner: Learner | None,
    step: Step,
    exercise: Exercise,
    submission: Submission | None,
    form: HandInForm | None = None,
    line: str = "",
) -> dict[str, Any]:
    """The context of the whole page."""
    attempts = Submission.objects.filter(learner=learner, exercise=step.slug) if learner else Submission.objects.none()
    context = {
        "trail": trail_to(step),
        "exercise": exercise,
        "attempts": attempts.defer("answer", "result")[:SHOWN_ATTEMPTS],
        "form": shown_form(step, exercise, submission, form),
        **results(step, exercise, submission, form),
    }
    if isinstance(exercise, PolicyExercise):
        context["goals"] = policy_goals(exercise, submission)
    else:
        found = sandboxes.find(learner, exercise.scenario)
        context["no_result_text"] = (
            "Run commands until the goals are ticked, then hand in the account. "
            "Each goal is then tried once more, as the user it names."
        )
        context.update(terminal(step.slug, exercise, found, line))
    return context


def results(
    step: Step, exercise: Exercise, submission: Submission | None, form: HandInForm | None = None
) -> dict[str, Any]:
    """The context of the results pane."""
    return {
        "step": step,
        "submission": submission,
        "result": _shown(step, exercise, submission) if submission else None,
        "refusals": messages_of(form) if form is not None and form.is_bound else [],
    }


def _shown(step: Step, exercise: Exercise, submission: Submission) -> dict[str, Any]:
    """The stored feedback with what only the course knows: the lesson to read, the hints, the next step."""
    shown = {**submission.feedback, "hints": exercise.hints}
    if isinstance(exercise, PolicyExercise) and "problems" in shown and not shown["problems"]:
        shown["review"] = of_answer(submission.answer, exercise.policy_type)
    if counterexample := shown.get("counterexample"):
        place = read_on(counterexample["lesson"] or "")
        shown["counterexample"] = {
            **counterexample,
            "lesson_url": place.url if place else "",
            "lesson_title": place.title if place else "",
        }
    if following := course().after(step):
        shown |= {"next_url": following.get_absolute_url(), "next_title": following.title}
    return shown


def shown_form(step: Step, exercise: Exercise, submission: Submission | None, refused: HandInForm | None) -> HandInForm:
    """The form to fill in: as it was sent where it was refused, else with the attempt's text or the starter.

    Its ticket is always a fresh one.
    """
    if refused is not None:
        return form_for(step, exercise, {**refused.data, "ticket": uuid.uuid4()})
    if isinstance(exercise, PolicyExercise):
        text = submission.answer if submission else exercise.starter
        return form_for(step, exercise, initial={"answer": text})
    return form_for(step, exercise)


def policy_goals(exercise: PolicyExercise, submission: Submission | None) -> list[dict[str, Any]]:
    """The checklist: each goal open until a request has proved it."""
    probes = (submission.result or {}).get("probes", []) if submission else []
    met = {probe["id"]: probe["met"] for probe in probes}
    return [
        {"id": probe.id, "says": probe.says, "met": met.get(probe.id)}
        for probe in (*exercise.must_allow, *exercise.must_deny)
    ]


def terminal(slug: str, exercise: CallsExercise, found: Sandbox | None, line: str = "") -> dict[str, Any]:
    """The context of the terminal and its goals, for a sandbox or (before the first command) for none.

    `line` is a command to put back into the box.
    """
    entries = history.latest(found, SHOWN_ENTRIES) if found else []
    identity = entries[-1].identity if entries else exercise.identity
    reviews = of_calls(entries[-1].calls) if entries else []
    return {"sandbox": found, "entries": entries, "reviews": reviews, **prompt(slug, exercise, found, identity, line)}


def prompt(slug: str, exercise: CallsExercise, found: Sandbox | None, identity: str, line: str = "") -> dict[str, Any]:
    """What changes with every command: who can run the next one, and the goals."""
    company = Company.from_document(found.company) if found else scenario(exercise.scenario).build()
    return {
        "line_form": LineForm(
            reverse("exercises:run", args=[slug]), company.identities(), initial={"identity": identity, "line": line}
        ),
        "goals": calls_goals(exercise, found),
    }


def calls_goals(exercise: CallsExercise, found: Sandbox | None) -> list[dict[str, Any]] | tuple[GoalResult, ...]:
    """The checklist of a calls exercise, tried on the account as it stands."""
    if found is None:
        return [{"id": goal.id, "says": goal.says, "met": None} for goal in exercise.goals]
    return check_goals(exercise, found.company, timezone.now())


def snapshot(found: Sandbox | None, exercise: CallsExercise) -> str:
    """The account as it is handed in."""
    document = found.company if found else scenario(exercise.scenario).build().to_document()
    return json.dumps(document)
