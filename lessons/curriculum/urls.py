from django.urls import path

from lessons.curriculum import policy_views, views

app_name = "curriculum"
urlpatterns = [
    path("", views.home, name="home"),
    path("lessons/<slug:slug>/", views.lesson, name="lesson"),
    path("lessons/<slug:slug>/finish/", views.finish, name="finish"),
    path("try/", views.try_example, name="try"),
    path("glossary/", views.glossary_page, name="glossary"),
    path("policy/check/", policy_views.check, name="policy-check"),
    path("policy/actions/", policy_views.action_names, name="policy-actions"),
]
