"""kill -9 in the middle of a list: the next worker goes on, and every row is done once."""

import os
import signal
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from inventory.actions import apply_list as applying
from inventory.actions.apply_list import apply_list, start_list
from inventory.actions.undo_list import start_undo
from inventory.incoming import lease
from inventory.models import Import, ImportRow, Item, StockMovement
from inventory.tasks import work_list
from tests.lists import a_feed, bring, rapnet, take_in
from tests.races import Together, race
from tests.snapshots import differences, snapshot
from tests.stock import TEST, a_place, on_hand

pytestmark = pytest.mark.django_db(transaction=True)
ROWS, BATCH = 60, 10
DOOMED = f"""
import django; django.setup()
from inventory.actions import apply_list, read_list, undo_list
apply_list.BATCH = read_list.BATCH = undo_list.BATCH = {BATCH}
from inventory.tasks import work_list
work_list(RUN)
"""


@pytest.fixture(autouse=True)
def _own_files(own_lists, monkeypatch):
    """Lists are kept in the test's own folder; batches are small."""
    for action in ("apply_list", "read_list", "undo_list"):
        monkeypatch.setattr(f"inventory.actions.{action}.BATCH", BATCH)


def killed(run: Import, failpoints: str) -> None:
    here = urlsplit(os.environ["DATABASE_URL"])
    environ = os.environ | {
        "OMNI_MODE": "test", "OMNI_FAILPOINTS": failpoints, "OMNI_VAR": str(settings.VAR_DIR),
        "DATABASE_URL": here._replace(path="/" + connection.settings_dict["NAME"]).geturl(),
    }  # fmt: skip
    code = DOOMED.replace("RUN", str(run.pk))

    done = subprocess.run([sys.executable, "-c", code], env=environ, timeout=120, check=False)

    assert done.returncode == -signal.SIGKILL


def heir(run: Import, monkeypatch) -> Import:
    """What the sweep does once the dead worker counts as silent."""
    assert run.pk not in lease.overdue(), "its worker was heard of a moment ago"
    work_list(run.pk)
    monkeypatch.setattr(lease, "STUCK", 0)
    assert lease.overdue() == [run.pk]
    work_list(run.pk)
    run.refresh_from_db()
    return run


def rows(**cells: str) -> list[dict]:
    return [rapnet(n, **cells) for n in range(1, ROWS + 1)]


def test_killed_while_it_is_applied(monkeypatch):
    run = bring(a_feed(), rows())
    start_list(run=run, actor=TEST)

    killed(run, "list.applied=kill:3")
    assert StockMovement.objects.count() == 2 * BATCH, "the third batch was rolled back"
    heir(run, monkeypatch)

    assert (run.state, run.outcome) == ("done", {"new": ROWS})
    assert Item.objects.count() == StockMovement.objects.count() == ROWS


def test_killed_in_the_middle_it_may_be_undone_instead(monkeypatch):
    feed = a_feed()
    take_in(feed, rows())
    before = snapshot()
    run = bring(feed, rows(RapNet_Price="8000")[: ROWS // 2])
    start_list(run=run, actor=TEST, accepts_loss=True)
    killed(run, "list.applied=kill:3")
    assert differences(before)

    heir(run, monkeypatch)
    start_undo(run=run, actor=TEST)
    monkeypatch.setattr(lease, "STUCK", 120)
    killed(run, "list.undone=kill:2")
    heir(run, monkeypatch)

    assert (run.state, run.outcome) == ("undone", {"undone": ROWS})
    assert differences(before) == {}


def test_killed_while_it_is_read(monkeypatch):
    feed = a_feed()
    run = bring(feed, rows())
    Import.objects.filter(pk=run.pk).update(state="new")

    killed(run, "list.read=kill:2")
    assert ImportRow.objects.filter(run=run).count() == 2 * BATCH
    heir(run, monkeypatch)

    assert (run.state, run.counts) == ("ready", {"new": ROWS})
    assert not Item.objects.exists()


def test_what_breaks_is_tried_again_and_then_waits_for_a_person(monkeypatch):
    run = bring(a_feed(), rows())
    start_list(run=run, actor=TEST)
    real, calls = applying.apply_rows, []

    def breaks(facts, **more):
        calls.append(1)
        if len(calls) > 2:
            raise RuntimeError("the disk is full")
        return real(facts, **more)

    monkeypatch.setattr(applying, "apply_rows", breaks)
    for state in ("running", "running", "failed"):
        with pytest.raises(RuntimeError):
            apply_list(run_id=run.pk, actor=TEST)
        run.refresh_from_db()
        assert (run.state, run.error) == (state, "RuntimeError: the disk is full")
    monkeypatch.setattr(applying, "apply_rows", real)
    start_list(run=run, actor=TEST)
    apply_list(run_id=run.pk, actor=TEST)

    run.refresh_from_db()
    assert (run.state, run.error, run.outcome) == ("done", "", {"new": ROWS})
    assert StockMovement.objects.count() == ROWS


def test_a_failed_list_that_changed_nothing_yet_isnt_started_again():
    run = bring(a_feed(), rows())
    Import.objects.filter(pk=run.pk).update(state="failed")

    with pytest.raises(applying.ListMovedOn):
        start_list(run=run, actor=TEST)


def at_once(runs: list[Import]) -> list[object]:
    for run in runs:
        start_list(run=run, actor=TEST)
    return race(lambda n: apply_list(run_id=runs[n].pk, actor=TEST), len(runs))


def two_suppliers() -> list[Import]:
    a_place()
    return [bring(a_feed(code), rows()) for code in ("shine", "glow")]


def test_two_workers_at_one_list_are_one(monkeypatch):
    run = bring(a_feed(), rows())

    start_list(run=run, actor=TEST)
    answers = race(lambda n: apply_list(run_id=run.pk, actor=TEST), 4)

    assert answers == [None] * 4
    assert Item.objects.count() == StockMovement.objects.count() == ROWS


def test_two_suppliers_with_the_same_stones_at_once_make_each_stone_once():
    runs = two_suppliers()

    assert at_once(runs) == [None, None]

    for run in runs:
        run.refresh_from_db()
    assert [run.state for run in runs] == ["done", "done"]
    assert sum(run.outcome.get("new", 0) for run in runs) == ROWS
    assert all(on_hand(item) == (1, 0) for item in Item.objects.all())


def test_control_without_taking_turns_one_of_them_breaks(monkeypatch):
    both, real = Together(2), applying.compare_rows
    monkeypatch.setattr(applying, "one_list_at_a_time", lambda: None)

    def together(*args):
        met = real(*args)
        both()
        return met

    monkeypatch.setattr(applying, "compare_rows", together)
    runs = two_suppliers()

    broken = [one for one in at_once(runs) if one is not None]

    assert broken, "both meant to make the same stone"
