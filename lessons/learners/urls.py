from django.contrib.auth.views import LogoutView
from django.urls import path

from lessons.learners import views

app_name = "learners"
urlpatterns = [
    path("sign-up/", views.sign_up, name="sign-up"),
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
]
