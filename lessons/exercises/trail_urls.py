from django.urls import path

from lessons.exercises import trail_views

app_name = "trail"
urlpatterns = [
    path("<slug:scenario>/trail/", trail_views.trail, name="trail"),
    path("<slug:scenario>/trail/<uuid:event_id>/", trail_views.event, name="event"),
]
