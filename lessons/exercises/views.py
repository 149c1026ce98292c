"""The workbench: an exercise, handing it in, and a past attempt."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from lessons.curriculum.content import Step
from lessons.exercises import pages
from lessons.exercises.format import Exercise, PolicyExercise, find
from lessons.exercises.forms import HandInForm, form_for
from lessons.exercises.handing_in import hand_in, look_again
from lessons.exercises.models import Submission
from lessons.learners.current import current, current_or_new
from lessons.learners.requests import LabRequest
from lessons.scenarios import sandbox as sandboxes


@require_http_methods(["GET", "HEAD", "POST"])
def exercise(request: LabRequest, slug: str) -> HttpResponse:
    """The workbench, with the latest attempt in it; POST hands in."""
    step, found = find_or_404(slug)
    if request.method == "POST":
        return _hand_in(request, step, found)
    learner = current(request)
    latest = Submission.objects.filter(learner=learner, exercise=slug).first() if learner else None
    return _page(request, step, found, latest)


@require_GET
def attempt(request: LabRequest, pk: str) -> HttpResponse:
    """One attempt: the whole workbench as it was, or for htmx its results alone."""
    submission = get_object_or_404(Submission.objects.select_related("learner"), pk=pk)
    if submission.learner != current(request) and not request.user.is_staff:
        raise Http404("This attempt belongs to somebody else.")
    step, found = find_or_404(submission.exercise)
    if request.htmx:
        return _results(request, step, found, look_again(submission))
    return _page(request, step, found, submission)


def find_or_404(slug: str) -> tuple[Step, Exercise]:
    found = find(slug)
    if found is None:
        raise Http404("There is no such exercise.")
    return found


def _hand_in(request: LabRequest, step: Step, found: Exercise) -> HttpResponse:
    form = form_for(step, found, request.POST.dict())
    if not form.is_valid():
        if request.htmx:
            return _results(request, step, found, None, form, status=422)
        return _page(request, step, found, None, form, status=422)
    learner = current_or_new(request)
    if isinstance(found, PolicyExercise):
        answer = form.cleaned_data["answer"]
    else:
        answer = pages.snapshot(sandboxes.find(learner, found.scenario), found)
    submission = hand_in(learner, step.slug, form.cleaned_data["ticket"], answer)
    if request.htmx:
        return _results(request, step, found, submission)
    return redirect(submission)


def _page(
    request: LabRequest,
    step: Step,
    found: Exercise,
    submission: Submission | None,
    form: HandInForm | None = None,
    status: int = 200,
) -> HttpResponse:
    owner = submission.learner if submission else current(request)
    context = pages.workbench(owner, step, found, submission, form)
    return render(request, f"exercises/{found.kind}.html", context, status=status)


def _results(
    request: LabRequest,
    step: Step,
    found: Exercise,
    submission: Submission | None,
    form: HandInForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The results pane, and out of band the checklist and a fresh ticket."""
    context = pages.results(step, found, submission, form)
    context["new_ticket"] = uuid.uuid4()
    if isinstance(found, PolicyExercise) and submission:
        context["goals"] = pages.policy_goals(found, submission)
    return render(request, "exercises/results.html", context, status=status)
