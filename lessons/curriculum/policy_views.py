"""What the policy editor asks while a learner types."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from iamlab.catalog import actions
from iamlab.policy import PolicyError, PolicyType, parse

MAX_SUGGESTIONS = 40


@require_POST
def check(request: HttpRequest) -> JsonResponse:
    """The located problems of the policy in `answer`; an empty list when there are none."""
    try:
        policy_type = PolicyType(request.POST.get("policy_type", "identity"))
    except ValueError:
        policy_type = PolicyType.IDENTITY
    try:
        parse(request.POST.get("answer", ""), policy_type)
    except PolicyError as error:
        problems = [
            {"line": problem.line, "column": problem.column, "message": problem.message, "code": problem.code}
            for problem in error.problems
        ]
        return JsonResponse({"problems": problems})
    return JsonResponse({"problems": []})


@require_GET
@cache_control(max_age=3600, public=True)
def action_names(request: HttpRequest) -> JsonResponse:
    """Action names that start with `prefix`, for completion; where it has no colon yet, the services."""
    prefix = request.GET.get("prefix", "")[:100]
    if ":" in prefix:
        found = [
            {"name": action.name, "description": action.description, "access_level": action.access_level}
            for action in actions.starting_with(prefix, MAX_SUGGESTIONS)
        ]
    else:
        services = [service for service in actions.services() if service.startswith(prefix.lower())]
        found = [
            {"name": f"{service}:", "description": "", "access_level": "Service"}
            for service in services[:MAX_SUGGESTIONS]
        ]
    return JsonResponse({"actions": found})
