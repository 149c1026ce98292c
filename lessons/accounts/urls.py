from django.urls import path

from lessons.accounts import file_views, terminal_views, tool_views, trail_views, views

app_name = "accounts"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:scenario>/", views.account, name="account"),
    path("<slug:scenario>/run/", terminal_views.run, name="run"),
    path("<slug:scenario>/completions/", terminal_views.completions, name="completions"),
    path("<slug:scenario>/reset/", tool_views.reset, name="reset"),
    path("<slug:scenario>/clock/", tool_views.clock, name="clock"),
    path("<slug:scenario>/codes/", tool_views.codes, name="codes"),
    path("<slug:scenario>/connection/", tool_views.connection, name="connection"),
    path("<slug:scenario>/files/", file_views.files, name="files"),
    path("<slug:scenario>/files/delete/", file_views.delete, name="delete-file"),
    path("<slug:scenario>/trail/", trail_views.trail, name="trail"),
    path("<slug:scenario>/trail/<uuid:event_id>/", trail_views.event, name="event"),
]
