from django.urls import path

from lessons.quiz import views

app_name = "quiz"
urlpatterns = [
    path("", views.start_page, name="start"),
    path("<int:number>/", views.question, name="question"),
    path("score/", views.score_page, name="score"),
]
