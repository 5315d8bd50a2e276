"""A link that was given up is followed again by a list, ever more rarely, and changes nothing."""

import datetime as dt

import pytest

from inventory.actions.ask_media_again import ask_media_again
from inventory.actions.fetch_media import fetch_media
from inventory.models import StoneMedia
from omni.lib.clock import now
from tests.elsewhere import a_server
from tests.kept import a_photo
from tests.lists import a_feed, bring, rapnet, take_in, undo
from tests.stock import TEST, a_stone, hold

pytestmark = pytest.mark.django_db(transaction=True)
LINK = "https://x.example/1.jpg"
SIGNED = f"{LINK}?Expires=1&Signature=a"


@pytest.fixture(autouse=True)
def _own_files(own_lists, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"


def states() -> list[tuple[str, int]]:
    return list(StoneMedia.objects.order_by("pk").values_list("state", "tries"))


def give_up(hours: int, times: int = 1) -> None:
    since = now() - dt.timedelta(hours=hours)
    StoneMedia.objects.update(
        state="refused", why="answered 503", tries=4, fetched_at=since, given_up=times
    )


@pytest.mark.parametrize(("hours", "found"), [(23, ("refused", 4)), (25, ("waiting", 0))])
@pytest.mark.parametrize("price", ["9000", "8000"])
def test_a_list_with_the_same_link_brings_it_again_after_a_day(hours, found, price):
    feed = a_feed()
    take_in(feed, [rapnet(1, Diamond_Image=LINK)])
    give_up(hours)

    take_in(feed, [rapnet(1, Diamond_Image=LINK, RapNet_Price=price)])

    assert states() == [found]


@pytest.mark.parametrize(
    ("times", "days"), [(0, 1), (1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 30), (9999, 30)]
)
@pytest.mark.parametrize("price", ["9000", "8000"])
def test_twice_as_long_after_each_time_and_thirty_days_at_most(times, days, price):
    feed, row = a_feed(), rapnet(1, Diamond_Image=LINK, RapNet_Price=price)
    take_in(feed, [rapnet(1, Diamond_Image=LINK)])

    give_up(days * 24 - 1, times)
    take_in(feed, [row])
    assert states() == [("refused", 4)]

    give_up(days * 24 + 1, times)
    take_in(feed, [row | {"Color": "F"} if price == "8000" else row])
    assert states() == [("waiting", 0)]


def test_its_stone_is_unchanged_meanwhile_and_then():
    feed, row = a_feed(), rapnet(1, Diamond_Image=LINK)
    brought = take_in(feed, [row])
    for hours in (23, 25):
        give_up(hours)

        run = take_in(feed, [row])

        assert (run.counts, run.outcome, run.rows_taken) == ({"same": 1}, {}, 0)
    assert StoneMedia.objects.get().run == brought


def test_a_link_that_it_never_had_is_a_change_and_the_other_is_asked_for_beside_it():
    feed = a_feed()
    take_in(feed, [rapnet(1, Diamond_Image=LINK)])
    give_up(25)

    run = take_in(feed, [rapnet(1, Diamond_Image=LINK, Report_Filename="https://x.example/c.pdf")])

    assert run.outcome == {"changed": 1}
    assert states() == [("waiting", 0), ("waiting", 0)]


@pytest.mark.parametrize("price", ["9000", "8000"])
def test_one_signed_anew_is_tried_by_its_new_address_and_only_in_its_time(price):
    feed, anew = a_feed(), SIGNED.replace("=1", "=2")
    row = rapnet(1, Diamond_Image=anew, RapNet_Price=price)
    take_in(feed, [rapnet(1, Diamond_Image=SIGNED)])
    give_up(47, times=2)
    take_in(feed, [row])
    assert states() == [("refused", 4)]
    give_up(49, times=2)

    take_in(feed, [row | {"Color": "F"} if price == "8000" else row])

    assert states() == [("waiting", 0)]
    media = StoneMedia.objects.get()
    assert (media.url, media.given_up) == (anew, 2)


def test_one_signed_in_a_way_we_dont_know_is_a_change_as_rarely():
    feed = a_feed()
    take_in(feed, [rapnet(1, Diamond_Image=f"{LINK}?q=1")])
    give_up(25)
    run = take_in(feed, [rapnet(1, Diamond_Image=f"{LINK}?q=2")])
    assert (run.outcome, states()) == ({"changed": 1}, [("refused", 4), ("waiting", 0)])
    assert list(StoneMedia.objects.order_by("pk").values_list("given_up", flat=True)) == [1, 1]

    give_up(25, times=2)
    run = take_in(feed, [rapnet(1, Diamond_Image=f"{LINK}?q=3")])

    assert (run.outcome, len(states())) == ({}, 2)


@pytest.mark.parametrize("state", ["kept", "waiting", "down"])
def test_not_where_the_same_is_shown_or_was_taken_down_by_another_signature(state):
    feed, anew = a_feed(), SIGNED.replace("=1", "=2")
    take_in(feed, [rapnet(1, Diamond_Image=SIGNED)])
    give_up(25)
    StoneMedia.objects.create(
        item=StoneMedia.objects.get().item, kind="image", url=anew, state=state, due_at=now()
    )

    take_in(feed, [rapnet(1, Diamond_Image=SIGNED)])

    assert states() == [("refused", 4), (state, 0)]


def test_two_that_were_given_up_become_one_question():
    feed, anew = a_feed(), SIGNED.replace("=1", "=3")
    take_in(feed, [rapnet(1, Diamond_Image=SIGNED)])
    item = StoneMedia.objects.get().item
    StoneMedia.objects.create(item=item, kind="image", url=SIGNED.replace("=1", "=2"), due_at=now())
    give_up(25)

    take_in(feed, [rapnet(1, Diamond_Image=anew)])

    assert states() == [("refused", 4), ("waiting", 0)]
    assert StoneMedia.objects.last().url == anew


def test_not_of_a_stone_that_they_have_no_more_or_that_is_left_as_it_is():
    feed = a_feed()
    rows = [rapnet(n, Diamond_Image=f"https://x.example/{n}.jpg") for n in (1, 2)]
    take_in(feed, rows)
    give_up(25)
    sold, held = rows[0] | {"Availability": "NA"}, rows[1] | {"RapNet Price": "8000"}
    take_in(feed, [sold, rows[1]])
    give_up(25)
    hold(StoneMedia.objects.get(url__endswith="2.jpg").item)

    run = take_in(feed, [sold, held])

    assert run.counts == {"same": 1, "protected": 1}
    assert states() == [("refused", 4), ("refused", 4)]


def test_comparing_alone_asks_for_nothing():
    feed, row = a_feed(), rapnet(1, Diamond_Image=LINK)
    take_in(feed, [row])
    give_up(25)

    bring(feed, [row])

    assert states() == [("refused", 4)]


def test_what_is_shown_or_taken_down_isnt_brought_again_however_old():
    feed = a_feed()
    take_in(feed, [rapnet(1, Diamond_Image=LINK)])
    for state in ("kept", "down"):
        StoneMedia.objects.update(state=state, tries=1, fetched_at=now() - dt.timedelta(days=99))

        take_in(feed, [rapnet(1, Diamond_Image=LINK, RapNet_Price="8000")])

        assert states() == [(state, 1)]


def test_undone_the_list_that_brought_it_brings_nothing():
    feed = a_feed()
    brought = take_in(feed, [rapnet(1, Diamond_Image=LINK)])
    give_up(25)
    take_in(feed, [rapnet(1, Diamond_Image=LINK)])
    assert states() == [("waiting", 0)]

    undo(brought)

    assert StoneMedia.objects.get().state == "gone"


def test_each_time_is_counted_until_it_is_kept_or_somebody_asks(tmp_path):
    with a_server(tmp_path) as server:
        media = StoneMedia.objects.create(
            item=a_stone(), kind="image", url=server.url("/1.jpg"), due_at=now()
        )

        def follow() -> tuple[str, int]:
            StoneMedia.objects.update(state="waiting", tries=3, due_at=now())
            limits = server.limits(bytes_=1_000_000)
            fetch_media(media_id=media.pk, actor=TEST, within=lambda: limits)
            media.refresh_from_db()
            return media.state, media.given_up

        server.answers["/1.jpg"] = (503, {}, b"")
        assert [follow(), follow()] == [("refused", 1), ("refused", 2)]
        ask_media_again(media_id=media.pk, why="their server is back", actor=TEST)
        assert follow() == ("refused", 1)
        server.answers["/1.jpg"] = (200, {"Content-Type": "image/jpeg"}, a_photo())
        assert follow() == ("kept", 0)
