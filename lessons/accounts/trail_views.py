"""The trail of a learner's account: every call, and one call."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import replace_url

from lessons.accounts import pages
from lessons.accounts.trail_form import TrailForm
from lessons.exercises.forms import messages_of
from lessons.learners.current import current
from lessons.learners.requests import LabRequest
from lessons.scenarios import history
from lessons.scenarios import trail as trails
from lessons.scenarios.models import Event

PAGE = 25


@require_safe
@vary_on_headers("HX-Request")
def trail(request: LabRequest, scenario: str) -> HttpResponse:
    """The events of the learner's account, newest first, as far as the filters ask for them."""
    title = pages.scenario_or_404(scenario).title
    address = reverse("accounts:trail", args=[scenario])
    events = trails.of(current(request), scenario)
    seen = trails.seen(events)
    form = TrailForm(address, _last_values(request.GET), seen)
    asked = form.asked()
    page = Paginator(trails.search(events, form.filters()), PAGE).get_page(request.GET.get("page"))
    context = {
        "account": title,
        "kept": history.KEPT_EVENTS,
        "address": address,
        "trail": pages.way(scenario, "Trail"),
        "terminal": reverse("accounts:account", args=[scenario]),
        "form": form,
        "asked": asked,
        "refusals": messages_of(form),
        "begun": any(seen),
        "page": page,
    }
    if not request.htmx:
        return render(request, "accounts/trail.html", context)
    response = render(request, "accounts/events.html", context)
    return replace_url(response, f"{address}?{urlencode(asked)}" if asked else address)


@require_safe
@vary_on_headers("HX-Request")
def event(request: LabRequest, scenario: str, event_id: uuid.UUID) -> HttpResponse:
    """One event with its record and its trace: a page, or for htmx what stands below its line in the list."""
    pages.scenario_or_404(scenario)
    own = trails.of(current(request), scenario).select_related("entry")
    found = get_object_or_404(own, event_id=event_id)
    if request.htmx:
        return render(request, "accounts/event_body.html", {"event": found, "listed": True})
    return render(request, "accounts/event.html", {"event": found, "trail": _way_to(scenario, found)})


def _last_values(query: QueryDict) -> dict[str, str]:
    return {name: str(query[name]) for name in query if name in TrailForm.base_fields}


def _way_to(scenario: str, found: Event) -> list[dict[str, str]]:
    """The way to one event, by the list of all."""
    *way, here = pages.way(scenario, "Trail", found.name)
    way[-1]["url"] = reverse("accounts:trail", args=[scenario])
    return [*way, here]
