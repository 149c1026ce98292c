"""The addresses of the site; each app owns the part below its prefix."""

from django.urls import include, path, re_path

from lessons.scenarios.wire_views import aws

urlpatterns = [
    path("", include("lessons.curriculum.urls")),
    path("", include("lessons.learners.urls")),
    path("playground/", include("lessons.playground.urls")),
    path("exercises/", include("lessons.exercises.urls")),
    path("accounts/", include("lessons.accounts.urls")),
    path("quiz/", include("lessons.quiz.urls")),
    path("teaching/", include("lessons.teaching.urls")),
    re_path(r"^aws(?:/|$)", aws, name="aws"),  # whatever follows is AWS's own address
]

handler404 = "lessons.learners.refusals.not_found"
handler403 = "lessons.learners.refusals.forbidden"
handler500 = "lessons.learners.refusals.server_error"
handler400 = "lessons.learners.refusals.bad_request"
