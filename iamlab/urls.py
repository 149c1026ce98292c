"""The addresses of the site; each app owns the part below its prefix."""

from django.urls import include, path

urlpatterns = [
    path("", include("lessons.curriculum.urls")),
    path("", include("lessons.learners.urls")),
    path("playground/", include("lessons.playground.urls")),
    path("exercises/", include("lessons.exercises.urls")),
    path("accounts/", include("lessons.exercises.trail_urls")),
    path("quiz/", include("lessons.quiz.urls")),
    path("teaching/", include("lessons.teaching.urls")),
]

handler404 = "lessons.learners.refusals.not_found"
handler403 = "lessons.learners.refusals.forbidden"
handler500 = "lessons.learners.refusals.server_error"
handler400 = "lessons.learners.refusals.bad_request"
