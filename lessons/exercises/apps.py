from django.apps import AppConfig


class ExercisesConfig(AppConfig):
    name = "lessons.exercises"
    label = "exercises"
