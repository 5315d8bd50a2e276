"""Background shells around stock's actions."""

from omni.lib.actors import system
from omni.lib.background import shared_task

from .actions.apply_list import apply_list
from .actions.call_off_transfers import call_off_transfers
from .actions.expire import expire_claims
from .actions.fetch_media import fetch_media
from .actions.forget_list_files import forget_list_files
from .actions.forget_media import forget_media
from .actions.read_list import read_list
from .actions.undo_list import undo_list
from .incoming.lease import overdue
from .selectors.media import due_media

WORKER = system("worker")


@shared_task
def sweep_claims() -> int:
    return expire_claims()


@shared_task
def sweep_transfers() -> int:
    return call_off_transfers(actor=WORKER)


@shared_task
def work_list(run_id: int) -> None:
    """Whatever a list waits for; each step looks whether it is its turn."""
    for step in (read_list, apply_list, undo_list):
        step(run_id=run_id, actor=WORKER)


@shared_task
def sweep_lists() -> int:
    """Go on with lists that nobody is at; answers how many."""
    lists = overdue()
    for run_id in lists:
        work_list.apply_async([run_id], retry=False)
    return len(lists)


@shared_task
def sweep_list_files() -> int:
    return forget_list_files()


@shared_task
def sweep_old_media() -> int:
    return forget_media()


@shared_task
def follow_link(media_id: int) -> None:
    fetch_media(media_id=media_id, actor=WORKER)


@shared_task
def sweep_media() -> int:
    """Follow links of lists that are due; answers how many."""
    links = due_media()
    for media_id in links:
        follow_link.apply_async([media_id], retry=False)
    return len(links)
