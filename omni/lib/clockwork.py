"""Celery's clock, which says that it runs."""

from celery.beat import PersistentScheduler
from django.conf import settings

from .pulse import Pulse


class Clockwork(PersistentScheduler):
    """Beat's own schedule; each tick leaves a sign of life."""

    def __init__(self, *args, **kwargs) -> None:
        self._pulse = Pulse(settings.REDIS_URL)
        super().__init__(*args, **kwargs)

    def tick(self, *args, **kwargs) -> float:
        self._pulse.beat("beat")
        return super().tick(*args, **kwargs)
