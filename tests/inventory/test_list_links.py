"""Photographs and certificates that a list has of a stone which it offered before without."""

import pytest

from inventory.models import Item, StoneMedia
from inventory.selectors.list_report import change_words
from tests.lists import a_feed, rapnet, take_in, undo
from tests.stock import hold

pytestmark = pytest.mark.django_db
PICTURE = "https://x.example/1.jpg"


@pytest.fixture(autouse=True)
def _own_files(own_lists):
    """Lists are kept in the test's own folder."""


@pytest.fixture
def feed():
    """Of a supplier whose stone has no picture yet."""
    feed = a_feed()
    take_in(feed, [rapnet(1)])
    return feed


def with_picture(url: str = PICTURE, **more) -> list[dict]:
    return [rapnet(1, Diamond_Image=url, **more)]


def test_the_first_picture_of_a_stone_that_is_as_it_was_is_followed_once(feed):
    run = take_in(feed, with_picture())

    assert run.outcome == {"changed": 1}
    assert change_words(run.rows.get()) == f"image  → {PICTURE}"
    media = StoneMedia.objects.get()
    assert (media.url, media.state, media.run) == (PICTURE, "waiting", run)
    assert take_in(feed, with_picture()).counts == {"same": 1}
    assert StoneMedia.objects.get() == media


@pytest.mark.parametrize("state", ["waiting", "kept", "refused"])
def test_another_address_alone_brings_nothing(feed, state):
    take_in(feed, with_picture())
    StoneMedia.objects.update(state=state)

    run = take_in(feed, with_picture(f"{PICTURE}?signed=anew"))

    assert run.counts == {"same": 1}
    assert StoneMedia.objects.get().url == PICTURE


@pytest.mark.parametrize("state", ["waiting", "kept", "refused"])
def test_another_picture_comes_beside_the_first_and_is_taken_back_alone(feed, state):
    take_in(feed, with_picture())
    StoneMedia.objects.update(state=state)

    run = take_in(feed, with_picture("https://x.example/2.jpg"))

    assert (run.counts, run.outcome) == ({"changed": 1}, {"changed": 1})
    first, second = StoneMedia.objects.order_by("pk")
    assert (first.state, second.state, second.run) == (state, "waiting", run)
    undo(run)
    assert list(StoneMedia.objects.order_by("pk").values_list("state", flat=True)) == [
        state, "gone",
    ]  # fmt: skip


def test_a_link_that_isnt_followed_is_none(feed):
    assert take_in(feed, with_picture("javascript:alert(1)")).counts == {"same": 1}


def test_one_of_another_kind_is_a_first_one(feed):
    take_in(feed, with_picture())

    run = take_in(feed, with_picture(Report_Filename="https://x.example/c.pdf"))

    assert run.outcome == {"changed": 1}
    assert set(StoneMedia.objects.values_list("kind", flat=True)) == {"image", "certificate"}


def test_a_stone_that_somebody_holds_is_left_until_it_is_free(feed):
    hold(Item.objects.get())

    assert take_in(feed, with_picture()).counts == {"same": 1}

    assert not StoneMedia.objects.exists()


def test_taken_back_it_is_shown_no_longer_and_the_next_list_brings_it_again(feed):
    run = take_in(feed, with_picture())

    undo(run)

    media = StoneMedia.objects.get()
    assert (run.rows.get().state, media.state) == ("undone", "gone")
    again = take_in(feed, with_picture())
    media.refresh_from_db()
    assert (again.outcome, media.state, media.run) == ({"changed": 1}, "waiting", again)
