from django.apps import AppConfig


class LearnersConfig(AppConfig):
    name = "lessons.learners"
    label = "learners"
