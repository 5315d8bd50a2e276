"""A compared list goes into the stock, batch by batch; a kill in between loses nothing."""

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, F

from omni.lib.actors import Actor
from omni.lib.clock import database_now
from omni.lib.failpoints import failpoint

from ..changes import changed, tell
from ..errors import ListLosesMost, ListMovedOn, ListsOff, ListStale, ListUnderWay
from ..incoming.adding import array
from ..incoming.applying import apply_rows, make_room, products_of
from ..incoming.comparing import compare_rows
from ..incoming.lease import Lease, keep, leave
from ..incoming.links import ask_again
from ..incoming.running import Running, running
from ..incoming.sizes import know_sizes
from ..incoming.work import working
from ..listings import refresh
from ..locks import Locked, lock_stock
from ..models import Import, ImportRow, SupplierFeed
from ..wake import wake_list

BATCH = 2_500
STATE = Import.State
CHANGING = ("new", "changed", "gone")
FEWEST_LOST = 10


@transaction.atomic
def start_list(*, run: Import, actor: Actor, accepts_loss: bool = False) -> Import:
    """Let a worker apply it: what was compared, or the rest of what was broken off.

    Raises `ListsOff`, `ListMovedOn`, `ListUnderWay` when another of this supplier is, `ListStale`
    when another one was since it was compared, and `ListLosesMost` unless that is accepted.
    """
    run = Import.objects.select_for_update(no_key=True).get(pk=run.pk)
    begun = run.rows.filter(state=ImportRow.State.APPLIED).exists()
    if run.state != STATE.READY and not (run.state == STATE.FAILED and begun):
        raise ListMovedOn
    if not SupplierFeed.objects.filter(supplier=run.supplier, is_on=True).exists():
        raise ListsOff
    others = Import.objects.filter(supplier=run.supplier, finished_at__gt=run.compared_at)
    if not begun and others.exclude(pk=run.pk).exclude(outcome={}).exists():
        raise ListStale
    if loses_most(run.counts) and not accepts_loss:
        raise ListLosesMost
    return begin(run, STATE.RUNNING, sum(run.counts.get(fate, 0) for fate in CHANGING))


def begin(run: Import, state: str, rows: int) -> Import:
    """One list of a supplier at a time changes their stock. Raises `ListUnderWay`."""
    try:
        with transaction.atomic():
            Import.objects.filter(pk=run.pk).update(
                state=state, step_done=0, step_rows=rows, step_started_at=database_now(),
                beat_at=None, tries=0, error="", version=F("version") + 1,
            )  # fmt: skip
    except IntegrityError as error:
        raise ListUnderWay from error
    wake_list(run.pk)
    run.refresh_from_db()
    return run


def loses_most(counts: dict[str, int]) -> bool:
    stays = sum(counts.get(fate, 0) for fate in ("same", "changed", "protected"))
    gone = counts.get("gone", 0)
    return gone >= FEWEST_LOST and gone > stays


def apply_list(*, run_id: int, actor: Actor) -> None:
    """Apply what is left of a list that was started; another worker that is at it is left alone."""
    with working(run_id, STATE.RUNNING) as lease:
        if lease is None:
            return
        job = running(Import.objects.get(pk=run_id))
        done = job.run.rows.filter(state=ImportRow.State.APPLIED).count()
        products, last = products_of(job.run), 0
        while rows := _waiting(run_id, last):
            with transaction.atomic():
                _apply(job, rows, products)
                if not last and done == 0 and len(rows) == BATCH:
                    know_sizes()
                done += len(rows)
                keep(lease, step_done=done)
                failpoint("list.applied")
            last = rows[-1][0]
        _finish(lease, job)


def _waiting(run_id: int, last: int) -> list[tuple[int, int | None, str]]:
    rows = ImportRow.objects.filter(
        run_id=run_id, pk__gt=last, state=ImportRow.State.WAITING, fate__in=CHANGING
    )
    return list(rows.order_by("pk").values_list("pk", "item_id", "fate")[:BATCH])


def _apply(job: Running, rows: list[tuple], products: dict[int, int]) -> None:
    """Lock their pieces, judge them once more, and change what still may be changed."""
    one_list_at_a_time()
    facts = job.facts | {"rows": array(pk for pk, _, _ in rows)}
    locked = _judged(job, facts, {item_id for _, item_id, _ in rows if item_id is not None})
    new, old = apply_rows(facts | {"at": locked.at}, products=products)
    changed(old | locked.freed)
    if new:
        refresh(new)
        tell(new)


def _judged(job: Running, facts: dict, known: set[int]) -> Locked:
    """Lock these pieces and judge their rows under the locks.

    A row that was new may be a piece that has come meanwhile, whose lock is missing. Locks are
    taken all together, so these are given back, and then all are taken, with room for that piece.
    """
    while True:
        with transaction.atomic():
            if known:
                make_room(facts)
            locked = lock_stock(known)
            if compare_rows(job, facts["rows"]) <= known:
                return locked
            transaction.set_rollback(True)
        known = known | compare_rows(job, facts["rows"])


def one_list_at_a_time() -> None:
    """Two suppliers may list one stone: their batches take turns."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('inventory.import'))")


def _finish(lease: Lease, job: Running) -> None:
    run = job.run
    with transaction.atomic():
        one_list_at_a_time()
        ask_again(job.facts | {"at": database_now()})
        run.rows.filter(fate=ImportRow.Fate.SAME).delete()
        outcome = outcome_of(run)
        taken = sum(outcome.get(fate, 0) for fate in CHANGING)
        leave(
            lease, STATE.DONE, outcome=outcome, rows_taken=taken, finished_at=database_now(),
            step_done=run.step_rows,
        )  # fmt: skip


def outcome_of(run: Import) -> dict[str, int]:
    """Rows by their fate, where it came about; what was left alone as `protected`."""
    counted = run.rows.order_by().values_list("fate", "state").annotate(rows=Count("pk"))
    return {fate: n for fate, state, n in counted if state == "applied" or fate == "protected"}
