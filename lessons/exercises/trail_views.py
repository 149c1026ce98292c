"""The trail of a learner's account: every call, and one call."""

import uuid

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import replace_url

from lessons.curriculum.navigation import trail_to
from lessons.curriculum.yaml_files import ContentError
from lessons.exercises.format import working_in
from lessons.exercises.forms import messages_of
from lessons.exercises.trail_form import TrailForm
from lessons.learners.current import current
from lessons.learners.requests import LabRequest
from lessons.scenarios import history
from lessons.scenarios import trail as trails
from lessons.scenarios.format import scenario as find_scenario

PAGE = 25


@require_safe
@vary_on_headers("HX-Request")
def trail(request: LabRequest, scenario: str) -> HttpResponse:
    """The events of the learner's account, newest first, as far as the filters ask for them."""
    title = _title_or_404(scenario)
    address = reverse("trail:trail", args=[scenario])
    events = trails.of(current(request), scenario)
    seen = trails.seen(events)
    form = TrailForm(address, _last_values(request.GET), seen)
    asked = form.asked()
    page = Paginator(trails.search(events, form.filters()), PAGE).get_page(request.GET.get("page"))
    exercises = working_in(scenario)
    context = {
        "account": title,
        "kept": history.KEPT_EVENTS,
        "address": address,
        "trail": _way(scenario, "Trail"),
        "exercise": exercises[0] if exercises else None,
        "form": form,
        "asked": asked,
        "refusals": messages_of(form),
        "begun": any(seen),
        "page": page,
    }
    if not request.htmx:
        return render(request, "trail/trail.html", context)
    response = render(request, "trail/events.html", context)
    return replace_url(response, f"{address}?{urlencode(asked)}" if asked else address)


@require_safe
@vary_on_headers("HX-Request")
def event(request: LabRequest, scenario: str, event_id: uuid.UUID) -> HttpResponse:
    """One event with its record and its trace: a page, or for htmx what stands below its line in the list."""
    _title_or_404(scenario)
    own = trails.of(current(request), scenario).select_related("entry")
    found = get_object_or_404(own, event_id=event_id)
    if request.htmx:
        return render(request, "trail/event_body.html", {"event": found, "listed": True})
    return render(request, "trail/event.html", {"event": found, "trail": _way(scenario, "Trail", found.name)})


def _last_values(query: QueryDict) -> dict[str, str]:
    return {name: str(query[name]) for name in query if name in TrailForm.base_fields}


def _title_or_404(scenario: str) -> str:
    try:
        return find_scenario(scenario).title
    except ContentError as error:
        raise Http404("There is no such account.") from error


def _way(scenario: str, *titles: str) -> list[dict[str, str]]:
    """The way to a trail or one of its events, by the first exercise that works in the account."""
    exercises = working_in(scenario)
    way = trail_to(exercises[0])[:-1] if exercises else []
    way += [{"title": step.title, "url": step.get_absolute_url()} for step in exercises[:1]]
    way += [{"title": titles[0], "url": reverse("trail:trail", args=[scenario])}]
    return [*way, *({"title": title, "url": ""} for title in titles[1:])]
