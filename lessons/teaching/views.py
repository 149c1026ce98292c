"""The instructor's pages."""

from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from lessons.curriculum.content import course
from lessons.curriculum.progress import progress_of
from lessons.exercises.models import Submission
from lessons.learners.models import Learner
from lessons.quiz.sittings import current_sitting, score_of
from lessons.teaching.access import instructors_only
from lessons.teaching.overview import learners, rows
from lessons.teaching.sign_in import instructor_of

PAGE = 50
SHOWN_SUBMISSIONS = 100


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time link. Opening it shows a button, so that a preview or a scanner does not use it up."""
    user = instructor_of(token)
    if user is None:
        return render(request, "teaching/used_link.html", status=410)
    if request.method == "POST":
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        return redirect("teaching:overview")
    return render(request, "teaching/enter.html")


@require_GET
@instructors_only
def overview(request: HttpRequest) -> HttpResponse:
    page = Paginator(learners(), PAGE).get_page(request.GET.get("page"))
    context = {"course": course(), "page": page, "rows": rows(list(page.object_list), course())}
    return render(request, "teaching/overview.html", context)


@require_GET
@instructors_only
def learner(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Learner.objects.select_related("user"), pk=pk)
    submissions = Submission.objects.filter(learner=found).defer("answer", "result")
    context = {
        "learner": found,
        "progress": progress_of(found, course()),
        "submissions": [
            {"submission": item, "step": course().by_key.get(f"exercise:{item.exercise}")}
            for item in submissions[:SHOWN_SUBMISSIONS]
        ],
        "score": score_of(current_sitting(found)),
    }
    return render(request, "teaching/learner.html", context)
