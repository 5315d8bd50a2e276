"""Pictures of pieces that left long ago go, and those of a list that was taken back."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage

from inventory.actions.forget_media import forget_media
from inventory.actions.take_apart import take_apart
from inventory.copies import copy_named, small
from inventory.models import AssemblyPart, Item, StoneMedia
from omni.lib.clock import now
from tests.kept import a_photo, a_video, kept
from tests.lists import a_feed, rapnet, take_in, undo
from tests.made import a_made_ring
from tests.stock import TEST, a_stone, sell

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_files(own_lists, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"


def is_there(name: str) -> bool:
    return default_storage.exists(copy_named(name).better)


@pytest.fixture
def left_long_ago(monkeypatch, settings):
    """Sold 400 days before the sweep looks: its clock goes on, as the ledger can't be rewritten."""

    def left(item: Item) -> None:
        sell(item)
        at = now() + dt.timedelta(days=settings.MEDIA_DAYS)
        monkeypatch.setattr("inventory.actions.forget_media.now", lambda: at)

    return left


def test_those_of_a_piece_that_left_long_ago_go_once(left_long_ago):
    left, young, here = a_stone(), a_stone(), a_stone()
    names = [kept(item) for item in (left, young, here)]
    paper = kept(left, "certificate")
    a_video(left)
    left_long_ago(left)
    sell(young)

    assert forget_media() == 2
    assert forget_media() == 0

    assert [is_there(name) for name in (*names, paper)] == [False, True, True, False]
    assert not is_there(small(names[0]))
    assert set(StoneMedia.objects.filter(item=left).values_list("state", "file")) == {("gone", "")}


def test_a_picture_that_another_piece_has_too_stays(left_long_ago):
    left, here = a_stone(), a_stone()
    name = kept(left, body=a_photo(3))
    kept(here, body=a_photo(3))
    left_long_ago(left)

    assert forget_media() == 1

    assert is_there(name)
    assert StoneMedia.objects.get(item=left).file == ""


def test_a_sweep_that_was_killed_between_file_and_row_is_ended_by_the_next(left_long_ago):
    left = a_stone()
    default_storage.delete(copy_named(kept(left)).file)
    left_long_ago(left)

    assert forget_media() == 1
    assert StoneMedia.objects.get().file == ""


def test_another_time_is_a_setting(settings):
    settings.MEDIA_DAYS = 0
    left = a_stone()
    kept(left)
    sell(left)

    assert forget_media() == 1


def test_a_stone_in_a_ring_has_left_when_the_ring_has(settings):
    settings.MEDIA_DAYS = 0
    ring = a_made_ring()
    stone = AssemblyPart.objects.get(item__stone__isnull=False).item
    name = kept(stone)

    assert forget_media() == 0
    assert is_there(name)

    sell(ring)
    assert forget_media() == 1
    assert not is_there(name)


def test_a_stone_that_was_taken_out_of_its_ring_keeps_its_picture(settings):
    settings.MEDIA_DAYS = 0
    ring = a_made_ring()
    stone = AssemblyPart.objects.get(item__stone__isnull=False).item
    name = kept(stone)
    take_apart(item=ring, actor=TEST)

    assert forget_media() == 0
    assert is_there(name)


def test_those_of_a_list_that_was_taken_back_are_shown_no_longer_and_come_again_with_the_next():
    feed, rows = a_feed(), [rapnet(1, Diamond_Image="https://x.example/1.jpg")]
    run = take_in(feed, rows)
    media = StoneMedia.objects.get()
    assert media.run == run

    undo(run)

    media.refresh_from_db()
    assert media.state == "gone"
    again = take_in(feed, rows)
    media.refresh_from_db()
    assert (media.state, media.run) == ("waiting", again)


def test_what_was_taken_back_and_offered_anew_before_the_sweep_leaves_no_file_behind():
    feed, rows = a_feed(), [rapnet(1, Diamond_Image="https://x.example/1.jpg")]
    run = take_in(feed, rows)
    media = StoneMedia.objects.get()
    kept_before = kept(a_stone(), body=a_photo(7))
    file = copy_named(kept_before).file
    StoneMedia.objects.exclude(pk=media.pk).delete()
    StoneMedia.objects.update(state="kept", file=file)
    undo(run)
    take_in(feed, rows)

    assert forget_media() == 1

    assert not is_there(kept_before)
    media.refresh_from_db()
    assert (media.state, media.file) == ("waiting", "")
