from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    name = "lessons.curriculum"
    label = "curriculum"
