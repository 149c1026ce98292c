"""What every page's header shows of the course."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from lessons.curriculum.content import Step
from lessons.curriculum.content import course as load_course
from lessons.curriculum.progress import Progress, progress_of
from lessons.learners.current import current


def course(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `course_progress`, looked up only by pages that show it."""

    def look_up() -> Progress:
        if not hasattr(request, "_progress"):
            request._progress = progress_of(current(request), load_course())  # type: ignore[attr-defined]
        progress: Progress = request._progress  # type: ignore[attr-defined]
        return progress

    return {"course_progress": SimpleLazyObject(look_up)}


def trail_to(step: Step) -> list[dict[str, str]]:
    """The way to a step: the course, the module's lesson, the step itself."""
    lesson = load_course().module_of(step).steps[0]
    way = [{"title": "Course", "url": reverse("curriculum:home")}]
    if lesson is not step:
        way.append({"title": lesson.title, "url": lesson.get_absolute_url()})
    return [*way, {"title": step.title, "url": ""}]
