"""The platform and its faces. The Celery app is loaded with it: every process wakes tasks."""

from omni.celery import app as celery

__all__ = ["celery"]
