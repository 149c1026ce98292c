"""What is beside the terminal of an account: clock, authenticator, the way in for other clients, starting over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from iamlab.cloud.errors import ServiceError
from lessons.accounts import pages
from lessons.accounts.clock_form import ClockForm
from lessons.accounts.terminal_views import BUSY
from lessons.exercises.forms import messages_of
from lessons.learners.current import current, current_or_new
from lessons.learners.requests import LabRequest
from lessons.scenarios import connection as connections
from lessons.scenarios import sandbox as sandboxes


@require_POST
def reset(request: LabRequest, scenario: str) -> HttpResponse:
    """Give the learner a fresh account."""
    pages.scenario_or_404(scenario)
    found = sandboxes.find(current(request), scenario)
    if found:
        sandboxes.reset(found)
        messages.success(request, "The account is as it was at the beginning.")
    return redirect("accounts:account", scenario)


@require_POST
def clock(request: LabRequest, scenario: str) -> HttpResponse:
    """Put the account's clock forward."""
    pages.scenario_or_404(scenario)
    form = ClockForm(request.POST)
    refusals = messages_of(form)
    if not refusals:
        sandbox = sandboxes.open_sandbox(current_or_new(request), scenario)
        try:
            sandboxes.advance_clock(sandbox, form.cleaned_data["seconds"])
        except ValueError as error:
            refusals = [str(error)]
        except sandboxes.SandboxBusyError:
            refusals = [BUSY]
    if not request.htmx:
        for refusal in refusals:
            messages.error(request, refusal)
        return redirect("accounts:account", scenario)
    found = sandboxes.find(current(request), scenario)
    company = pages.company_of(scenario, found)
    context = {**pages.tools(scenario, company, dict(found.files) if found else {}), "clock_refusals": refusals}
    return render(request, "accounts/clock_and_codes.html", context, status=422 if refusals else 200)


@require_safe
def codes(request: LabRequest, scenario: str) -> HttpResponse:
    """The authenticator's codes of this moment."""
    company = pages.company_of(scenario, sandboxes.find(current(request), scenario))
    return render(request, "accounts/codes.html", pages.tools(scenario, company, {}))


@require_http_methods(["GET", "HEAD", "POST"])
def connection(request: LabRequest, scenario: str) -> HttpResponse:
    """What to paste into a shell so that the real AWS CLI, an SDK or Terraform works here; a POST makes the key."""
    found_scenario = pages.scenario_or_404(scenario)
    identity = request.POST.get("identity", "") or request.GET.get("identity", "") or found_scenario.default_identity
    refusals: list[str] = []
    if request.method == "POST":
        sandbox = sandboxes.open_sandbox(current_or_new(request), scenario)
        try:
            connections.make_key(sandbox, identity)
            return redirect(f"{request.path}?{urlencode({'identity': identity})}")
        except ServiceError as error:
            refusals = [str(error)]
        except sandboxes.SandboxBusyError:
            refusals = [BUSY]
    found = sandboxes.find(current(request), scenario)
    company = pages.company_of(scenario, found)
    endpoint = connections.endpoint(request.build_absolute_uri("/"))
    context = {
        "trail": pages.way(scenario, "Your own CLI"),
        "slug": scenario,
        "identities": company.identities(),
        "identity": identity if company.find_identity(identity) else "",
        "connection": connections.connection(found, identity, endpoint) if found else None,
        "refusals": refusals,
    }
    return render(request, "accounts/connection.html", context, status=422 if refusals else 200)
