"""A learner's trail: the events of their own sandbox, and finding some among them."""

import json
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from lessons.learners.models import Learner
from lessons.scenarios.models import Event


@dataclass(frozen=True)
class Filters:
    """What an event must have; an empty filter asks for nothing. `text` is found anywhere in the record."""

    name: str = ""
    source: str = ""
    principal: str = ""
    refused: bool = False
    text: str = ""


def of(learner: Learner | None, scenario: str) -> QuerySet[Event]:
    """The events of the learner's own sandbox, newest first: the only way to a trail."""
    if learner is None:
        return Event.objects.none()
    own = Event.objects.filter(sandbox__learner=learner, sandbox__scenario=scenario)
    return own.select_related("sandbox").defer("sandbox__company", "sandbox__files")


def search(events: QuerySet[Event], filters: Filters) -> QuerySet[Event]:
    """Those of the events that the filters ask for, without their records and traces."""
    exact = {"name": filters.name, "source": filters.source, "principal": filters.principal}
    found = events.defer("record", "trace")
    found = found.filter(**{field: value for field, value in exact.items() if value})
    if filters.refused:
        found = found.filter(decision__in=Event.REFUSALS)
    if filters.text:
        found = found.alias(recorded=Cast("record", TextField())).filter(_says(filters.text))
    return found


def seen(events: QuerySet[Event]) -> tuple[list[str], list[str], list[str]]:
    """The names, sources and principals there are to choose from, in alphabetical order. One query."""
    combinations = set(events.order_by().values_list("name", "source", "principal").distinct())
    names, sources, principals = zip(*combinations, strict=True) if combinations else ((), (), ())
    return sorted(set(names)), sorted(set(sources)), sorted(set(principals))


def _says(text: str) -> Q:
    """In the record as its JSON is stored, which depends on the database, or in the resource."""
    spelled = {json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}
    return reduce(or_, (Q(recorded__icontains=form) for form in spelled), Q(resource__icontains=text))
