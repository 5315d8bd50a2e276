"""Files of lists that ended long ago go; what the lists did stays, and can still be taken back."""

import datetime as dt
import os
from pathlib import Path

import pytest

from inventory.actions.forget_list_files import forget_list_files
from inventory.incoming.files import kept_lists
from inventory.models import Import
from omni.lib.clock import now
from omni.lib.left_files import LEFT_BEHIND
from tests.lists import a_feed, bring, rapnet, take_in, undo

pytestmark = pytest.mark.django_db(transaction=True)
LONG_AGO = now() - dt.timedelta(days=401)


@pytest.fixture(autouse=True)
def _own_files(own_lists):
    """Lists are kept in the test's own folder."""


def file_of(run: Import) -> Path:
    return Path(kept_lists().path(run.file))


def made_old(run: Import, **changes) -> Import:
    moments = ("started_at", "compared_at", "finished_at")
    old = {name: LONG_AGO for name in moments if getattr(run, name)}
    Import.objects.filter(pk=run.pk).update(**old | changes)
    run.refresh_from_db()
    return run


def test_the_file_of_an_old_list_goes_once_and_its_rows_stay():
    old = made_old(take_in(a_feed(), [rapnet(1)]))
    young = take_in(a_feed("OTHER"), [rapnet(2)])
    gone, kept = file_of(old), file_of(young)
    assert gone.exists()

    assert forget_list_files() == 1
    assert forget_list_files() == 0

    assert not gone.exists()
    assert kept.exists()
    old.refresh_from_db()
    assert (old.file, old.state, old.rows.count()) == ("", "done", 1)


def test_it_can_still_be_taken_back():
    old = made_old(take_in(a_feed(), [rapnet(1)]))
    forget_list_files()

    undo(old)

    old.refresh_from_db()
    assert old.state == "undone"


def test_one_that_was_left_with_its_questions_goes_and_one_that_is_worked_at_stays():
    left = made_old(bring(a_feed(), [rapnet(1)]))
    worked_at = made_old(bring(a_feed("OTHER"), [rapnet(2)]), state="reading")
    assert left.finished_at is None

    assert forget_list_files() == 1

    assert not Import.objects.get(pk=left.pk).file
    assert file_of(worked_at).exists()


def test_a_sweep_that_was_killed_between_file_and_row_is_ended_by_the_next():
    old = made_old(take_in(a_feed(), [rapnet(1)]))
    file_of(old).unlink()

    assert forget_list_files() == 1
    assert Import.objects.get(pk=old.pk).file == ""


def test_another_time_is_a_setting(settings):
    settings.LIST_FILES_DAYS = 0
    take_in(a_feed(), [rapnet(1)])

    assert forget_list_files() == 1


def test_the_file_of_a_process_that_was_killed_before_its_list_was_there_goes_within_hours():
    run = take_in(a_feed(), [rapnet(1)])
    ours = file_of(run)
    left, young = ours.with_name("left.list"), ours.with_name("young.list")
    for file in (left, young):
        file.write_bytes(b"Stock #,Shape")
    long_ago = now().timestamp() - LEFT_BEHIND.total_seconds() - 1
    for file in (left, ours):
        os.utime(file, (long_ago, long_ago))

    assert forget_list_files() == 1

    assert {*ours.parent.iterdir()} == {ours, young}
