"""The terminal of a calls exercise."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget

from iamlab.cloud.state.company import Company
from lessons.exercises import pages
from lessons.exercises.document_reviews import of_calls
from lessons.exercises.format import CallsExercise
from lessons.exercises.forms import messages_of
from lessons.exercises.views import find_or_404
from lessons.learners.current import current, current_or_new
from lessons.learners.requests import LabRequest
from lessons.scenarios import rate
from lessons.scenarios import sandbox as sandboxes
from lessons.scenarios.completions import candidates
from lessons.scenarios.format import scenario
from lessons.scenarios.line_form import LineForm


@require_POST
def run(request: LabRequest, slug: str) -> HttpResponse:
    """Run one line in the learner's own account."""
    exercise = _calls_exercise(slug)
    form = LineForm(request.path, data=request.POST)
    if not form.is_valid():
        return _refuse(request, slug, exercise, messages_of(form))
    sandbox = sandboxes.open_sandbox(current_or_new(request), exercise.scenario)
    if not rate.admits(sandbox):
        return _refuse(request, slug, exercise, [rate.TOO_FAST])
    try:
        entry = sandboxes.run_line(sandbox, form.cleaned_data["line"], form.cleaned_data["identity"])
    except sandboxes.SandboxBusyError:
        return _refuse(request, slug, exercise, ["Another window changed this account at the same time. Run it again."])
    if not request.htmx:
        return redirect(f"{request.path.removesuffix('run/')}#pane-bench")
    context = pages.prompt(slug, exercise, sandbox, entry.identity)
    context |= {"entry": entry, "reviews": of_calls(entry.calls)}
    return render(request, "exercises/terminal_entry.html", context)


@require_POST
def reset(request: LabRequest, slug: str) -> HttpResponse:
    """Give the learner a fresh account."""
    exercise = _calls_exercise(slug)
    sandbox = sandboxes.find(current(request), exercise.scenario)
    if sandbox:
        sandboxes.reset(sandbox)
    return redirect("exercises:exercise", slug)


@require_GET
def completions(request: LabRequest, slug: str) -> JsonResponse:
    """What may stand at the cursor of a line."""
    exercise = _calls_exercise(slug)
    sandbox = sandboxes.find(current(request), exercise.scenario)
    company = Company.from_document(sandbox.company) if sandbox else scenario(exercise.scenario).build()
    return candidates(company, request.GET, sandbox.files if sandbox else {})


def _calls_exercise(slug: str) -> CallsExercise:
    _, exercise = find_or_404(slug)
    if not isinstance(exercise, CallsExercise):
        raise Http404("This exercise has no terminal.")
    return exercise


def _refuse(request: LabRequest, slug: str, exercise: CallsExercise, refusals: list[str]) -> HttpResponse:
    """Say why a line was not run; the line itself stays in its box."""
    line = request.POST.get("line", "")
    if request.htmx:
        response = render(request, "exercises/terminal_refusal.html", {"refusals": refusals}, status=422)
        return reswap(retarget(response, "#terminal-refusal"), "innerHTML")  # not one of the lines that ran
    step, _ = find_or_404(slug)
    context = pages.workbench(current(request), step, exercise, None, line=line)
    context["terminal_refusals"] = refusals
    return render(request, "exercises/calls.html", context, status=422)
