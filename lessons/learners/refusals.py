"""The pages for requests that cannot be served: what happened, why, what to do. A learner's text survives them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

# The fields that hold a learner's own words. Anything else (passwords above all) is never shown again.
KEPT_FIELDS = {
    "answer": "Your policy",
    "line": "Your command",
    "own_words": "Your own words",
    "policy": "Your policy",
    "action": "Action",
    "resource": "Resource",
    "principal": "Principal",
    "context": "Context",
}
# Fields that say what the text belongs to, by the start of their names; sent along again unseen.
CARRIED_FIELDS = ("ticket", "identity", "choice", "lesson", "example")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of ours, or from one too old: 403, with the text in a fresh form."""
    kept = [
        {"name": name, "label": KEPT_FIELDS[name], "value": value, "multiline": True}
        for name in KEPT_FIELDS
        for value in request.POST.getlist(name)
    ]
    carried = [
        (name, value)
        for name in request.POST
        if name.startswith(CARRIED_FIELDS)
        for value in request.POST.getlist(name)
    ]
    context = {"action": request.get_full_path(), "kept": kept, "carried": carried, "reason": reason}
    return render(request, "403_csrf.html", context, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    # No context processors and no database: whatever broke may be one of them.
    return HttpResponse(loader.get_template("500.html").render(), status=500)
