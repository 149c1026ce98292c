from django.urls import path

from lessons.playground import views

app_name = "playground"
urlpatterns = [
    path("", views.playground, name="playground"),
    path("check/", views.check, name="check"),
    path("decide/", views.decide, name="decide"),
    path("expand/", views.expand, name="expand"),
]
