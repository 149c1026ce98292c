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
    path("policy/fix/", policy_views.fix, name="policy-fix"),
    path("policy/complete/", policy_views.complete, name="policy-complete"),
]
