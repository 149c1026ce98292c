"""The terminal of a scenario's page."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget

from iamlab.cloud.state.company import Company
from lessons.accounts import pages
from lessons.exercises.document_reviews import of_calls
from lessons.exercises.forms import messages_of
from lessons.learners.current import current, current_or_new
from lessons.learners.requests import LabRequest
from lessons.scenarios import rate
from lessons.scenarios import sandbox as sandboxes
from lessons.scenarios.completions import candidates
from lessons.scenarios.line_form import LineForm

BUSY = "Another window changed this account at the same time. Run it again."


@require_POST
def run(request: LabRequest, scenario: str) -> HttpResponse:
    """Run one line in the learner's own account."""
    pages.scenario_or_404(scenario)
    form = LineForm(request.path, data=request.POST)
    if not form.is_valid():
        return _refuse(request, scenario, messages_of(form))
    sandbox = sandboxes.open_sandbox(current_or_new(request), scenario)
    if not rate.admits(sandbox):
        return _refuse(request, scenario, [rate.TOO_FAST])
    try:
        entry = sandboxes.run_line(sandbox, form.cleaned_data["line"], form.cleaned_data["identity"])
    except sandboxes.SandboxBusyError:
        return _refuse(request, scenario, [BUSY])
    if not request.htmx:
        return redirect("accounts:account", scenario)
    company = Company.from_document(sandbox.company)
    context = {
        "entry": entry,
        "reviews": of_calls(entry.calls),
        "line_form": pages.line_form(scenario, company, entry.identity),
        **pages.tools(scenario, company, sandbox.files),
    }
    return render(request, "accounts/entry.html", context)


@require_GET
def completions(request: LabRequest, scenario: str) -> JsonResponse:
    """What may stand at the cursor of a line."""
    sandbox = sandboxes.find(current(request), scenario)
    return candidates(pages.company_of(scenario, sandbox), request.GET, sandbox.files if sandbox else {})


def _refuse(request: LabRequest, slug: str, refusals: list[str]) -> HttpResponse:
    """Say why a line was not run; the line itself stays in its box."""
    if request.htmx:
        response = render(request, "exercises/terminal_refusal.html", {"refusals": refusals}, status=422)
        return reswap(retarget(response, "#terminal-refusal"), "innerHTML")  # not one of the lines that ran
    context = pages.account(current(request), slug, request.POST.get("line", ""), refusals)
    return render(request, "accounts/account.html", context, status=422)
