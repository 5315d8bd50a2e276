"""A worker's turn at a list: taken, and handed on whatever happens."""

from collections.abc import Iterator
from contextlib import contextmanager

from ..models import Import
from .lease import MOST_TRIES, Lease, Lost, take


@contextmanager
def working(run_id: int, *states: str) -> Iterator[Lease | None]:
    """The lease of a list in one of these states, or nothing when another worker has it.

    What breaks is tried again by the next worker, a few times, and then waits for a person.
    """
    lease = take(run_id, *states)
    try:
        yield lease
    except Lost:
        return
    except Exception as error:
        _broke(lease, error)
        raise


def _broke(lease: Lease, error: Exception) -> None:
    mine = Import.objects.filter(pk=lease.run_id, worker=lease.worker)
    said = f"{type(error).__name__}: {error}"[:300]
    mine.filter(tries__gte=MOST_TRIES).update(state=Import.State.FAILED, error=said, beat_at=None)
    mine.filter(tries__lt=MOST_TRIES).update(error=said, beat_at=None)
