"""Background shells: tell people what they asked to be told."""

from omni.lib.actors import system
from omni.lib.background import shared_task

from .actions.match_searches import match_searches
from .actions.send_alerts import send_alerts
from .actions.tell_who_waits import tell_who_waits

WORKER = system("worker")


@shared_task
def sweep_watches() -> int:
    return tell_who_waits(actor=WORKER)


@shared_task
def sweep_searches() -> int:
    """Answers how many people were told."""
    match_searches(actor=WORKER)
    return send_alerts(actor=WORKER)
