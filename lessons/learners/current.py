"""Who is learning in this request."""

from typing import cast

from django.http import HttpRequest

from lessons.learners.models import Learner
from lessons.learners.requests import LabRequest

SESSION_KEY = "learner"


def current(request: HttpRequest) -> Learner | None:
    """The learner of this account or session; None for a visitor who has done nothing yet.

    One query a request at the most: the answer is kept on the request.
    """
    request = cast(LabRequest, request)
    if not hasattr(request, "known_learner"):
        request.known_learner = _find(request)
    return request.known_learner


def current_or_new(request: HttpRequest) -> Learner:
    """The learner of this request, made now if this is their first piece of work."""
    learner = current(request)
    if learner is None:
        if request.user.is_authenticated:
            learner, _ = Learner.objects.get_or_create(user=request.user)
        else:
            learner = Learner.objects.create()
            request.session[SESSION_KEY] = learner.pk
        cast(LabRequest, request).known_learner = learner
    return learner


def _find(request: HttpRequest) -> Learner | None:
    found = Learner.objects.select_related("user")
    # A request that is refused early has no user yet, and its error page asks all the same.
    user = getattr(request, "user", None)
    if user and user.is_authenticated:
        return found.filter(user=user).first()
    if pk := request.session.get(SESSION_KEY):
        # A learner whose work was claimed by an account is reached by signing in only.
        return found.filter(pk=pk, user=None).first()
    return None
