"""Background work: what runs, and how often."""

import os
from functools import cache

from celery import Celery
from celery.signals import heartbeat_sent
from django.conf import settings

from omni.lib.pulse import Pulse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omni.settings")

app = Celery("omni")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@heartbeat_sent.connect
def say_alive(sender, **_) -> None:
    """Every two seconds, from the main process: also while its pool is busy for long."""
    name = sender.eventer.hostname
    _pulse().beat(name.partition("@")[0], name)


@cache
def _pulse() -> Pulse:
    return Pulse(settings.REDIS_URL, every=1.0)


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
    "call off what nobody holds any more": {
        "task": "inventory.tasks.sweep_transfers",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "go on with lists": {
        "task": "inventory.tasks.sweep_lists",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "tell who waits for a piece": {
        "task": "customers.tasks.sweep_watches",
        "schedule": 5.0,
        "options": {"expires": 5},
    },
    "find what is new for saved searches": {
        "task": "customers.tasks.sweep_searches",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "make catalogues that wait": {
        "task": "customers.tasks.sweep_catalogues",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "forget catalogues that became untrue": {
        "task": "customers.tasks.sweep_old_catalogues",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "follow links of lists": {
        "task": "inventory.tasks.sweep_media",
        "schedule": 15.0,
        "options": {"expires": 15},
    },
    "forget files of old lists": {
        "task": "inventory.tasks.sweep_list_files",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "forget pictures of pieces that left": {
        "task": "inventory.tasks.sweep_old_media",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "resolve open payments": {
        "task": "sales.tasks.sweep_payments",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
}
