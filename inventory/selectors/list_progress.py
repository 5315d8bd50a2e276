"""How far a list has come, in words and in seconds that are left."""

from dataclasses import dataclass

from omni.lib.clock import now

from ..models import Import

ENOUGH = 2.0  # seconds after which a speed says something


@dataclass(frozen=True, slots=True)
class Progress:
    """`seconds_left` is None while nobody can tell; `share` is 0 to 100."""

    run: Import
    is_working: bool
    share: int
    seconds_left: int | None


def progress_of(run: Import) -> Progress:
    is_working = run.state in Import.WORKING
    share = min(100, 100 * run.step_done // run.step_rows) if run.step_rows else 0
    return Progress(run, is_working, share, _left(run) if is_working else None)


def _left(run: Import) -> int | None:
    if not run.step_started_at or not run.step_done:
        return None
    spent = (now() - run.step_started_at).total_seconds()
    if spent < ENOUGH:
        return None
    return max(1, round(spent / run.step_done * (run.step_rows - run.step_done)))
