from django.apps import AppConfig


class QuizConfig(AppConfig):
    name = "lessons.quiz"
    label = "quiz"
