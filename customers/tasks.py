"""Background shells: tell people what they asked to be told."""

from omni.lib.actors import system
from omni.lib.background import shared_task

from .actions.make_catalogue import (
    due_catalogues,
    forget_catalogues,
    forget_left_files,
    give_up_catalogues,
    make_catalogue,
)
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


@shared_task
def work_catalogue(catalogue_id: int) -> None:
    make_catalogue(catalogue_id=catalogue_id, actor=WORKER)


@shared_task
def sweep_catalogues() -> int:
    """Make those that wait; answers how many."""
    give_up_catalogues(actor=WORKER)
    waiting = due_catalogues()
    for catalogue_id in waiting:
        work_catalogue.apply_async([catalogue_id], retry=False)
    return len(waiting)


@shared_task
def sweep_old_catalogues() -> int:
    return forget_catalogues(actor=WORKER) + forget_left_files(actor=WORKER)
