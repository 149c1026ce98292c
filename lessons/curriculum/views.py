"""The course map, the lessons and the glossary."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from lessons.curriculum.content import Step, course
from lessons.curriculum.examples import Example, Outcome, decide
from lessons.curriculum.forms import ExampleForm
from lessons.curriculum.glossary import glossary
from lessons.curriculum.lesson_files import Lesson
from lessons.curriculum.markdown import Html
from lessons.curriculum.navigation import trail_to
from lessons.curriculum.progress import complete
from lessons.learners.current import current_or_new
from lessons.learners.requests import LabRequest


@require_GET
def home(request: LabRequest) -> HttpResponse:
    return render(request, "curriculum/home.html")


@require_GET
def lesson(request: LabRequest, slug: str) -> HttpResponse:
    return _lesson_page(request, slug)


@require_POST
def finish(request: LabRequest, slug: str) -> HttpResponse:
    """Mark a lesson as read and go on to the next step."""
    step, _ = _find(slug)
    complete(current_or_new(request), step.key)
    return redirect(course().after(step) or "curriculum:home")


@require_POST
def try_example(request: LabRequest) -> HttpResponse:
    """Decide a lesson's example as the learner changed it: the outcome alone for htmx, else the whole lesson."""
    slug = request.POST.get("lesson", "")
    _, found = _find(slug)
    original = found.example(request.POST.get("example", ""))
    if original is None:
        raise Http404("This lesson has no such example.")
    edited = replace(
        original,
        principal=request.POST.get("principal", ""),
        action=request.POST.get("action", ""),
        resource=request.POST.get("resource", ""),
        context_text=request.POST.get("context", ""),
        policy_text=request.POST.get("policy", ""),
    )
    outcome = decide(edited)
    if request.htmx:
        context = {"example": edited, "trace": outcome.trace, "problems": outcome.problems}
        return render(request, "components/try_it_outcome.html", context)
    return _lesson_page(request, slug, edited, outcome)


@require_GET
def glossary_page(request: LabRequest) -> HttpResponse:
    terms = sorted(glossary().items(), key=lambda item: item[1].term.lower())
    return render(request, "curriculum/glossary.html", {"terms": terms})


def _find(slug: str) -> tuple[Step, Lesson]:
    step = course().by_key.get(f"lesson:{slug}")
    if step is None:
        raise Http404("There is no such lesson.")
    return step, course().lessons[slug]


def _lesson_page(
    request: LabRequest, slug: str, edited: Example | None = None, outcome: Outcome | None = None
) -> HttpResponse:
    step, lesson = _find(slug)
    parts = [_shown(slug, part, edited, outcome) for part in lesson.parts]
    context = {
        "trail": trail_to(step),
        "step": step,
        "lesson": lesson,
        "parts": parts,
        "previous": course().before(step),
        "next": course().after(step),
    }
    return render(request, "curriculum/lesson.html", context)


def _shown(slug: str, part: Html | Example, edited: Example | None, outcome: Outcome | None) -> dict[str, Any]:
    """A part of the lesson for its template; the example that was just tried comes as the learner changed it."""
    if isinstance(part, Html):
        return {"html": part.html}
    if edited is not None and part.id == edited.id:
        return {"example": edited, "form": ExampleForm(slug, edited), "outcome": outcome}
    return {"example": part, "form": ExampleForm(slug, part)}
