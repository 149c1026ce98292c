from django.urls import path

from lessons.teaching import views

app_name = "teaching"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("learners/<int:pk>/", views.learner, name="learner"),
    path("enter/<str:token>/", views.enter, name="enter"),
]
