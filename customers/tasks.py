"""Background shells: tell people what they asked to be told."""

from celery import shared_task

from omni.lib.actors import system

from .actions.tell_who_waits import tell_who_waits

WORKER = system("worker")


@shared_task
def sweep_watches() -> int:
    return tell_who_waits(actor=WORKER)
