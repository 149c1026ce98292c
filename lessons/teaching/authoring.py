"""An author's checks: a file is valid, its solution passes, and every wrong answer is caught as it says."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from iamlab.cloud.cli import run
from iamlab.cloud.state.company import Company
from iamlab.policy import pretty
from lessons.curriculum import yaml_files
from lessons.curriculum.content import course
from lessons.curriculum.markdown import to_html
from lessons.curriculum.yaml_files import ContentError
from lessons.exercises.format import CallsExercise, Exercise, Goal, PolicyExercise, Probe, load_exercise
from lessons.exercises.grading import Feedback, GoalResult, ProbeResult, grade_calls, grade_policy
from lessons.scenarios.format import load_scenario, scenario

# Authors get the same answer on every run: time in a check stands still.
NOW = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


class _AnyFile(BaseModel):
    """Enough to tell an exercise from a scenario."""

    model_config = ConfigDict(extra="ignore")
    kind: str | None = None
    accounts: list[Any] | None = None


def check_file(path: Path) -> list[str]:
    """What was checked and found right, a line each. Raises ContentError with what is wrong."""
    sort = yaml_files.load(path, _AnyFile)
    if sort.kind is not None:
        return check_exercise(path)
    if sort.accounts is not None:
        return check_scenario(path)
    raise ContentError([f"{path}:1: neither an exercise (it has `kind`) nor a scenario (it has `accounts`)"])


def check_scenario(path: Path) -> list[str]:
    """Build the scenario's accounts, then check every exercise of the course that uses it."""
    found = load_scenario(path)
    company = found.build()
    if found.default_identity not in company.identities():
        raise ContentError([f"{path}: default_identity: {found.default_identity!r} is not an identity of the account"])
    done = [f"{path}: {_built(company)}; its identities: {', '.join(company.identities())}"]
    problems: list[str] = []
    for step in course().steps:
        exercise = load_exercise(step.path) if step.kind == "exercise" else None
        if isinstance(exercise, CallsExercise) and exercise.scenario == path.stem:
            try:
                done += check_exercise(step.path)
            except ContentError as error:
                problems += error.problems
    if problems:
        raise ContentError(problems)
    return done


def _built(company: Company) -> str:
    """What a scenario has, with the id of its organization, which policies may name."""
    accounts = "1 account" if len(company.accounts) == 1 else f"{len(company.accounts)} accounts"
    organization = f" in the organization {company.organization.id}" if company.organization else ""
    return f"built {accounts}{organization}"


def check_exercise(path: Path) -> list[str]:
    """Run the exercise's solution and wrong answers through the grader."""
    exercise = load_exercise(path)
    problems = [*_unreadable(exercise), *_missing_lessons(exercise)]
    solved, attempts = _attempts(exercise)
    if solved.counterexample or not solved.passed:
        problems.append(f"the solution does not pass: {_reason(solved)}")
    for why, fails, feedback in attempts:
        if feedback.passed:
            problems.append(f"the wrong answer {why!r} passes")
        elif (missed := _missed(feedback)) != set(fails):
            problems.append(f"the wrong answer {why!r} fails {_listed(missed)} instead of {_listed(set(fails))}")
    if problems:
        raise ContentError([f"{path}: {problem}" for problem in problems])
    return [f"{path}: valid; the solution passes and {len(attempts)} wrong answers are caught"]


def _attempts(exercise: Exercise) -> tuple[Feedback, list[tuple[str, list[str], Feedback]]]:
    if isinstance(exercise, PolicyExercise):
        return grade_policy(exercise, _text(exercise.solution)), [
            (wrong.why, wrong.fails, grade_policy(exercise, _text(wrong.policy))) for wrong in exercise.wrong_answers
        ]
    return _after(exercise, exercise.solution), [
        (wrong.why, wrong.fails, _after(exercise, wrong.commands)) for wrong in exercise.wrong_answers
    ]


def _after(exercise: CallsExercise, commands: list[str]) -> Feedback:
    """Grade a fresh account after some commands, each of which must be one that works."""
    company = scenario(exercise.scenario).build()
    for command in commands:
        outcome = run(company, command, exercise.identity, {}, NOW)
        if outcome.exit_code:
            raise ContentError([f"the command `{command}` fails: {outcome.stderr.strip()}"])
    return grade_calls(exercise, company.to_document(), NOW)


def _text(document: dict[str, Any] | str) -> str:
    return document if isinstance(document, str) else pretty(document)


def _unreadable(exercise: Exercise) -> list[str]:
    """Texts whose Markdown cannot be shown: a link that names nothing."""
    texts = [exercise.brief, *exercise.hints, *(text for aim in _aims(exercise) for text in (aim.says, aim.idea))]
    problems = []
    for text in texts:
        try:
            to_html(text)
        except ContentError as error:
            problems += error.problems
    return problems


def _aims(exercise: Exercise) -> list[Probe | Goal]:
    if isinstance(exercise, PolicyExercise):
        return [*exercise.must_allow, *exercise.must_deny]
    return [*exercise.goals]


def _missing_lessons(exercise: Exercise) -> list[str]:
    known = {
        link
        for slug, lesson in course().lessons.items()
        for link in (slug, *(f"{slug}#{heading.anchor}" for heading in lesson.headings))
    }
    return [
        f"{aim.id}: there is no lesson {aim.lesson!r} to read on"
        for aim in _aims(exercise)
        if aim.lesson and aim.lesson not in known
    ]


def _missed(feedback: Feedback) -> set[str]:
    results: list[ProbeResult | GoalResult] = [*feedback.probes, *feedback.goals]
    return {result.id for result in results if not result.met}


def _reason(feedback: Feedback) -> str:
    if feedback.problems:
        return feedback.problems[0].message
    return feedback.counterexample.sentence if feedback.counterexample else ""


def _listed(ids: set[str]) -> str:
    return ", ".join(sorted(ids)) or "no goal"
