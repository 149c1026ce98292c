"""What the policy editor asks while a learner types."""

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from iamlab.policy import PolicyType
from lessons.curriculum.completion import Place, Role, suggest
from lessons.curriculum.findings import find_fix, review

_MOST_STEPS = 8
_MOST_ACTIONS = 50
_LONGEST = 1_000  # characters of a name that a place is given by


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """The findings for the policy in `answer`, as the part of a page that shows them."""
    found = review(request.POST.get("answer", ""), _policy_type(request.POST), _resource_type(request.POST))
    return render(
        request, "components/findings.html", {"review": found, "editor_id": request.POST.get("editor", "")[:100]}
    )


@require_POST
def fix(request: HttpRequest) -> JsonResponse:
    """The edits of one finding's fix to the policy in `answer`, by offsets as a browser counts them.

    409 where that text has no such finding: it has changed since.
    """
    text = request.POST.get("answer", "")
    found = find_fix(request.POST.get("fix", ""), text, _policy_type(request.POST), _resource_type(request.POST))
    if found is None:
        return JsonResponse({"edits": []}, status=409)
    title, edits = found
    units = _Utf16(text)
    changes = [{"start": units.offset(one.start), "end": units.offset(one.end), "text": one.text} for one in edits]
    return JsonResponse({"title": title, "edits": changes})


@require_GET
@cache_control(max_age=3600, public=True)
def complete(request: HttpRequest) -> JsonResponse:
    """What can stand where the cursor is: `path` (repeated), `role`, `prefix`, and the statement's `action`s."""
    place = Place(
        tuple(name[:_LONGEST] for name in request.GET.getlist("path")[:_MOST_STEPS]),
        Role.KEY if request.GET.get("role") == Role.KEY else Role.VALUE,
        _policy_type(request.GET),
        tuple(name[:_LONGEST] for name in request.GET.getlist("action")[:_MOST_ACTIONS]),
    )
    found = suggest(place, request.GET.get("prefix", "")[:_LONGEST])
    return JsonResponse({"suggestions": [one.as_dict() for one in found]})


def _policy_type(fields: QueryDict) -> PolicyType:
    try:
        return PolicyType(fields.get("policy_type", ""))
    except ValueError:
        return PolicyType.IDENTITY


def _resource_type(fields: QueryDict) -> str | None:
    return fields.get("resource_type", "")[:100] or None


class _Utf16:
    """Offsets in characters to offsets in UTF-16 units, in which JavaScript counts."""

    def __init__(self, text: str) -> None:
        self._wide = [place for place, character in enumerate(text) if character > "\uffff"]

    def offset(self, characters: int) -> int:
        return characters + sum(place < characters for place in self._wide)
