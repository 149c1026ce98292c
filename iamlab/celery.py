"""The Celery application: `celery -A iamlab worker` beside Redis, or the worker embedded in `manage.py lab`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iamlab.settings")

app = Celery("iamlab")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
