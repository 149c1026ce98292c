from django.apps import AppConfig


class ScenariosConfig(AppConfig):
    name = "lessons.scenarios"
    label = "scenarios"
