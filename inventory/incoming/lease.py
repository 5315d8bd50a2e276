"""Who is at a list: one worker at a time, and another when that one has fallen silent."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.functions import Now

from omni.lib.clock import database_now

from ..live import list_moved
from ..models import Import

MOST_TRIES = 3
MOST_DEATHS = 8
DIED = "The workers that read it ended again and again: it may be too much for them."
STUCK = 120  # seconds without a word from a worker; then it has died


@dataclass(frozen=True, slots=True)
class Lease:
    run_id: int
    worker: uuid.UUID
    state: str

    def mine(self):
        return Import.objects.filter(pk=self.run_id, worker=self.worker, state=self.state)


class Lost(RuntimeError):
    """Another worker has taken over, or somebody has ended it."""


def take(run_id: int, *states: str) -> Lease | None:
    """Be the one who works on it, if it is in one of these states and nobody is."""
    silent = database_now() - dt.timedelta(seconds=STUCK)
    worker = uuid.uuid4()
    free = Q(beat_at=None) | Q(beat_at__lt=silent)
    waiting = Import.objects.filter(free, pk=run_id, state__in=states)
    waiting.filter(tries__gte=MOST_DEATHS).update(state=Import.State.FAILED, error=DIED)
    taken = Import.objects.filter(free, pk=run_id, state__in=states).update(
        worker=worker, beat_at=Now(), tries=F("tries") + 1
    )
    if not taken:
        return None
    return Lease(run_id, worker, Import.objects.values_list("state", flat=True).get(pk=run_id))


def keep(lease: Lease, **facts: object) -> None:
    """Inside the batch's transaction: still mine, and so far; nobody else writes meanwhile.

    Raises `Lost`.
    """
    if not lease.mine().update(beat_at=Now(), version=F("version") + 1, **facts):
        raise Lost
    list_moved(lease.run_id)


def leave(lease: Lease, state: str, **facts: object) -> None:
    """Hand it on in its next state. Raises `Lost`."""
    facts = {"error": "", "tries": 0} | facts
    keep(lease, state=state, worker=None, **facts)
    Import.objects.filter(pk=lease.run_id, worker=None).update(beat_at=None)


def fail(lease: Lease, why: str) -> None:
    """It can't be read, or broke too often: somebody must look at it."""
    leave(lease, Import.State.FAILED, error=why[:300], finished_at=Now())


def overdue() -> list[int]:
    """Lists that wait for a worker, or whose worker has fallen silent."""
    silent = database_now() - dt.timedelta(seconds=STUCK)
    return list(
        Import.objects.filter(Q(beat_at=None) | Q(beat_at__lt=silent), state__in=Import.WORKING)
        .exclude(file="")
        .order_by("pk")
        .values_list("pk", flat=True)
    )
