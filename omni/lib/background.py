"""`shared_task` for the modules of tasks: with the first of them the shop's Celery app is loaded.

Most processes show pages and wake nobody, and Celery is a tenth of all they would keep in memory.
"""

from importlib import import_module

from celery import shared_task
from django.conf import settings

import_module(settings.CELERY_APP)

__all__ = ["shared_task"]
