from django.urls import path

from lessons.exercises import terminal_views, views

app_name = "exercises"
urlpatterns = [
    path("attempts/<uuid:pk>/", views.attempt, name="attempt"),
    path("<slug:slug>/", views.exercise, name="exercise"),
    path("<slug:slug>/run/", terminal_views.run, name="run"),
    path("<slug:slug>/reset/", terminal_views.reset, name="reset"),
    path("<slug:slug>/completions/", terminal_views.completions, name="completions"),
]
