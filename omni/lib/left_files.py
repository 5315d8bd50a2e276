"""Files that no row names: whoever wrote them ended before saying that they are there."""

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import suppress

from django.core.files.storage import Storage

from .clock import now

LEFT_BEHIND = dt.timedelta(hours=1)


def forget_left(kept: Storage, named: Callable[[], Iterable[str]]) -> int:
    """Delete all in `kept` that are not among `named`; answers how many.

    What is younger than `LEFT_BEHIND` may be about to be said. Who names files is asked after they
    were looked at, so that none is taken for left that was said meanwhile.
    """
    if not kept.exists(""):
        return 0
    before, (_folders, names) = now() - LEFT_BEHIND, kept.listdir("")
    forgotten = 0
    for name in set(names) - set(named()):
        with suppress(FileNotFoundError):  # swept beside us
            if kept.get_modified_time(name) < before:
                kept.delete(name)
                forgotten += 1
    return forgotten
