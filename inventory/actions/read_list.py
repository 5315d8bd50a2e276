"""A list is read and compared with the stock: a table of what it would change, and no more."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.db.models import Count

from omni.lib.actors import Actor
from omni.lib.clock import database_now
from omni.lib.failpoints import failpoint
from staff.models import Brand

from ..incoming.ahead import ahead
from ..incoming.comparing import compare_staged, find_doubles, find_gone
from ..incoming.files import kept_lists
from ..incoming.lease import Lease, keep, leave
from ..incoming.running import Running, lot_of, running, terms_of
from ..incoming.staging import Twins, report, stage
from ..incoming.work import working
from ..lists.errors import UnreadableList
from ..lists.looked import Looked, look
from ..lists.offers import Reader
from ..lists.quick import Quick
from ..lists.rows import Offer, Problem
from ..lists.understood import Understood, understand
from ..models import Import, ImportProblem, ImportRow

BATCH = 5_000
STATE = Import.State


def read_list(*, run_id: int, actor: Actor) -> None:
    """Read a list that waits for it: it ends compared, with questions, or failed with a reason.

    Another worker that is at it is left alone. Killed in between, it is read again from the start.
    """
    with working(run_id, STATE.NEW, STATE.READING) as lease:
        if lease is None:
            return
        try:
            _read(replace(lease, state=_reading(lease)))
        except UnreadableList as error:
            leave(
                replace(lease, state=STATE.READING), STATE.FAILED,
                error=error.message[:300], finished_at=database_now(),
            )  # fmt: skip


def _reading(lease: Lease) -> str:
    with transaction.atomic():
        keep(lease, state=STATE.READING, step_done=0, step_rows=0, step_started_at=database_now())
        ImportRow.objects.filter(run_id=lease.run_id).delete()
        ImportProblem.objects.filter(run_id=lease.run_id).delete()
    return STATE.READING


def _read(lease: Lease) -> None:
    run = Import.objects.get(pk=lease.run_id)
    path = Path(kept_lists().path(run.file))
    if not path.exists():
        raise UnreadableList("The file isn’t here any more. Please bring it again.")
    also = frozenset(v for k, v in run.answers.items() if k.startswith("column:"))
    looked = look(path, sheet=run.answers.get("sheet", ""), also=also)
    found = understand(looked, run.answers)
    facts = {"form": _form(looked), "unused": found.unused, "step_rows": looked.rows}
    if found.questions:
        questions = [asdict(question) for question in found.questions]
        leave(lease, STATE.ASKING, questions=questions, **facts)
        return
    _stage(lease, running(run), looked, found, facts)


def _stage(lease: Lease, job: Running, looked: Looked, found: Understood, facts: dict) -> None:
    brand = Brand.objects.first()
    terms = terms_of(job.feed, brand.currency if brand else "AUD")
    said = {name: str(value) for name, value in asdict(terms).items()}
    with transaction.atomic():
        lot = lot_of(job.feed)
        keep(lease, terms=said, lot=lot, **facts)
    job = replace(job, run=Import.objects.get(pk=job.run.pk), ownership=lot.ownership)
    reader, done = Quick(Reader(found, terms, looked.opened.header)), 0
    for offers in ahead(_batches(looked.opened.rows(), reader, Twins())):
        with transaction.atomic():
            stage(job.run, offers)
            compare_staged(job)
            done += len(offers)
            keep(lease, step_done=done, rows_read=done)
        failpoint("list.read")
    with transaction.atomic():
        doubles = [
            Problem(line, "", number, "another row is the same piece")
            for line, number in find_doubles(job)
        ]
        report(job.run, doubles)
        find_gone(job, withdraws=job.feed.withdraws_missing)
        counts = fates(job.run)
        leave(
            lease, STATE.READY, counts=counts, compared_at=database_now(),
            rows_read=done, rows_refused=counts.get("refused", 0), questions=[],
        )  # fmt: skip


def _batches(rows: Iterator, reader: Quick, twins: Twins) -> Iterator[list[Offer]]:
    while offers := [reader.read(line, cells) for line, cells in islice(rows, BATCH)]:
        for offer in offers:
            twins.check(offer)
        yield offers


def fates(run: Import) -> dict[str, int]:
    counted = ImportRow.objects.filter(run=run).values_list("fate").annotate(rows=Count("pk"))
    return dict(counted.order_by())


def _form(looked: Looked) -> str:
    opened = looked.opened
    kind = f"sheet {opened.sheet}" if opened.sheet else f"CSV, {opened.encoding}"
    return f"{kind}, header in line {opened.line}"[:120]
