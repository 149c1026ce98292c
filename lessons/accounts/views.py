"""The scenarios that a learner can work in, and the page of one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lessons.accounts import pages
from lessons.learners.current import current
from lessons.learners.requests import LabRequest
from lessons.scenarios.format import scenario, slugs
from lessons.scenarios.models import Sandbox


@require_safe
def index(request: LabRequest) -> HttpResponse:
    """Every scenario, those first that the learner has worked in, the latest of them before the others."""
    learner = current(request)
    opened = Sandbox.objects.filter(learner=learner).order_by("-opened_at") if learner else Sandbox.objects.none()
    begun = [slug for slug in opened.values_list("scenario", flat=True) if slug in slugs()]
    others = [slug for slug in slugs() if slug not in begun]
    rows = [{"slug": slug, "scenario": scenario(slug), "begun": slug in begun} for slug in (*begun, *others)]
    return render(request, "accounts/index.html", {"rows": rows})


@require_safe
def account(request: LabRequest, scenario: str) -> HttpResponse:
    """A scenario's terminal with everything around it. Nothing is made for a mere visit."""
    return render(request, "accounts/account.html", pages.account(current(request), scenario))
