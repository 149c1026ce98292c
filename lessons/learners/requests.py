"""The request as views get it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from lessons.learners.models import Learner


class LabRequest(HttpRequest):
    """Django's request with what the middleware adds; for types only."""

    htmx: HtmxDetails
    known_learner: Learner | None
