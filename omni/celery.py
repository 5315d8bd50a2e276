"""Background work: what runs, and how often."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omni.settings")

app = Celery("omni")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Due times live in rows. The clock only says when to look: each sweep finds what is due by itself,
# so a beat that was missed or doubled changes nothing. `expires` drops a sweep that waited in the
# queue until its successor came.
app.conf.beat_schedule = {
    "deliver missed messages": {
        "task": "notifications.tasks.sweep_messages",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "release overdue claims": {
        "task": "inventory.tasks.sweep_claims",
        "schedule": 5.0,
        "options": {"expires": 5},
    },
    "resolve open payments": {
        "task": "sales.tasks.sweep_payments",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
}
