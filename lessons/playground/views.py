"""The playground: write any policy, see what the validator says, what its patterns cover and what it decides.

The page is made of its fields alone: nothing is stored, and every state has an address while it is short enough.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from iamlab.policy.patching import edited
from iamlab.policy.quotas import ACCOUNT_QUOTAS
from lessons.curriculum.findings import find_fix, review
from lessons.learners.requests import LabRequest
from lessons.playground import deciding, expansion
from lessons.playground.examples import examples
from lessons.playground.forms import PlaygroundForm
from lessons.playground.quotas import bars
from lessons.playground.state import LONGEST_ADDRESS, State


@require_http_methods(["GET", "HEAD", "POST"])
def playground(request: LabRequest) -> HttpResponse:
    """The page with everything that its fields say. A browser without JavaScript sends the form here."""
    if request.method == "POST":
        return _sent(request, request.POST.dict())
    example = examples().get(request.GET.get("example", ""))
    fields = example.fields() if example else request.GET.dict()
    return render(request, "playground/playground.html", _page(PlaygroundForm(fields)))


@require_POST
def check(request: LabRequest) -> HttpResponse:
    """The findings and the quotas of the policy in `answer`, for the editor."""
    fields = request.POST.dict()
    form = PlaygroundForm({**fields, "policy": fields.get("answer", "")})
    return render(request, "playground/review.html", _reviewed(form.state()))


@require_POST
def decide(request: LabRequest) -> HttpResponse:
    """What the request comes to, for htmx; else the whole page."""
    fields = request.POST.dict()
    if not request.htmx:
        return _sent(request, fields)
    return render(request, "playground/decision.html", _decided(PlaygroundForm(fields)))


@require_POST
def expand(request: LabRequest) -> HttpResponse:
    """What the patterns cover, for htmx; else the whole page."""
    fields = request.POST.dict()
    if not request.htmx:
        return _sent(request, fields)
    return render(request, "playground/expansion.html", _expanded(PlaygroundForm(fields).state()))


def _sent(request: LabRequest, fields: dict[str, str]) -> HttpResponse:
    fixed = ""
    if "undo" in fields:
        fields |= {"policy": fields.get("before", ""), "before": ""}
    elif "fix" in fields:
        fixed = _fix(fields)
    form = PlaygroundForm(fields)
    state = form.state()
    if form.is_valid() and not fixed and state.has_address:
        return redirect(state.address)
    status = 200 if form.is_valid() else 422
    return render(request, "playground/playground.html", _page(form) | {"fixed": fixed}, status=status)


def _fix(fields: dict[str, str]) -> str:
    """Mend the policy among the fields and keep what it was. Gives the title of the fix, "" where it does not fit."""
    state = PlaygroundForm(fields).state()
    found = find_fix(fields["fix"], state.policy, state.policy_type, state.resource_type or None)
    if found is None:
        return ""
    title, edits = found
    fields |= {"before": state.policy, "policy": edited(state.policy, edits)}
    return title


def _page(form: PlaygroundForm) -> dict[str, Any]:
    state = form.state()
    return {
        "form": form,
        "state": state,
        "longest_address": LONGEST_ADDRESS,
        "examples": examples().values(),
        "account_quotas": ACCOUNT_QUOTAS,
        **_reviewed(state),
        **_decided(form),
        **_expanded(state),
    }


def _reviewed(state: State) -> Mapping[str, Any]:
    found = review(state.policy, state.policy_type, state.resource_type or None)
    return {"review": found, "bars": bars(state), "editor_id": "id_policy"}


def _decided(form: PlaygroundForm) -> Mapping[str, Any]:
    state = form.state()
    return {"outcome": deciding.decide(state), "refused": form.refusals(deciding.FIELDS)}


def _expanded(state: State) -> Mapping[str, Any]:
    return {"expansions": expansion.expand(state.patterns)}
