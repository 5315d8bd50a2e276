"""A list that was taken in is taken back: what it changed, except what happened to it since."""

from django.db import transaction
from django.db.models import Count

from omni.lib.actors import Actor
from omni.lib.clock import database_now
from omni.lib.failpoints import failpoint

from ..changes import changed
from ..errors import ListMovedOn
from ..incoming.adding import array
from ..incoming.lease import keep, leave
from ..incoming.running import Running, running
from ..incoming.undoing import undo_rows
from ..incoming.work import working
from ..locks import lock_stock
from ..models import Import, ImportRow
from .apply_list import begin, one_list_at_a_time

BATCH = 2_500
STATE, ROW = Import.State, ImportRow.State


@transaction.atomic
def start_undo(*, run: Import, actor: Actor) -> Import:
    """Let a worker take it back. Raises `ListMovedOn`, `ListUnderWay`."""
    run = Import.objects.select_for_update(no_key=True).get(pk=run.pk)
    applied = run.rows.filter(state=ROW.APPLIED).count()
    if run.state not in (STATE.DONE, STATE.FAILED) or not applied:
        raise ListMovedOn
    return begin(run, STATE.UNDOING, applied)


def undo_list(*, run_id: int, actor: Actor) -> None:
    """Take back what is left of it; another worker that is at it is left alone."""
    with working(run_id, STATE.UNDOING) as lease:
        if lease is None:
            return
        run = Import.objects.get(pk=run_id)
        done, job = run.step_done, running(run)
        while rows := list(
            run.rows.filter(state=ROW.APPLIED).order_by("pk").values_list("pk", "item_id")[:BATCH]
        ):
            with transaction.atomic():
                _undo(job, rows)
                done += len(rows)
                keep(lease, step_done=done)
                failpoint("list.undone")
        leave(lease, STATE.UNDONE, outcome=_outcome(run), finished_at=database_now())


def _undo(job: Running, rows: list[tuple[int, int]]) -> None:
    one_list_at_a_time()
    locked = lock_stock(item_id for _, item_id in rows)
    cause = f"undo:{job.run.public_id}"
    facts = job.facts | {"rows": array(pk for pk, _ in rows), "at": locked.at, "cause": cause}
    changed({*undo_rows(facts), *locked.freed})


def _outcome(run: Import) -> dict[str, int]:
    counted = run.rows.exclude(state=ROW.WAITING).exclude(fate="protected")
    return dict(counted.order_by().values_list("state").annotate(rows=Count("pk")))
