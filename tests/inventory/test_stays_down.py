"""What was taken down stays down: by the same link, by one signed anew, by another to the same."""

import datetime as dt
from contextlib import suppress
from importlib import import_module

import pytest
from django.db import connection

from inventory.actions import fetch_media as fetching
from inventory.actions.forget_media import forget_media
from inventory.actions.put_back_media import put_back_media
from inventory.actions.take_down_media import take_down_media
from inventory.errors import NotShown
from inventory.models import Item, StoneMedia
from inventory.selectors.media import is_kept, media_of
from inventory.selectors.media_by_hand import media_by_hand
from omni.lib.clock import now
from tests.kept import a_photo, a_video, follow, kept
from tests.lists import NIVODA, a_feed, nivoda, rapnet, take_in, undo
from tests.stock import TEST, a_stone

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_lists")]
LINK = "https://x.example/1.jpg"
KEYED = "https://v.example/1.mp4?xyz="
SIGNED = "https://v.example/1.mp4?d=R-1&Expires=1&Signature=abc"


def take_down(media: StoneMedia, why: str = "another stone") -> None:
    take_down_media(media_id=media.pk, why=why, actor=TEST)


def put_back(media: StoneMedia) -> None:
    put_back_media(media_id=media.pk, actor=TEST)


def one_more(server, stone: Item, name: str) -> StoneMedia:
    """One more link of the piece, to what the server has by this name, followed."""
    media = StoneMedia.objects.create(item=stone, kind="image", url=server.url(name), due_at=now())
    return follow(media, server)


def states() -> list[str]:
    return list(StoneMedia.objects.order_by("pk").values_list("state", flat=True))


def later(monkeypatch, days: int) -> None:
    at = now() + dt.timedelta(days=days)
    monkeypatch.setattr("inventory.actions.forget_media.now", lambda: at)


def test_no_list_brings_it_again_whatever_else_it_changes_or_takes_back():
    feed = a_feed()
    run = take_in(feed, [rapnet(1, Diamond_Image=LINK)])
    media = StoneMedia.objects.get()
    take_down(media)

    take_in(feed, [rapnet(1, Diamond_Image=LINK)])
    take_in(feed, [rapnet(1, Diamond_Image=LINK, RapNet_Price="8000")])
    undo(take_in(feed, [rapnet(1, Diamond_Image=LINK, RapNet_Price="7000")]))

    assert states() == ["down"]
    put_back(media)
    assert states() == ["waiting"]
    assert run.state == "done"


def test_stays_down_when_its_list_is_taken_back_and_brought_again():
    feed, rows = a_feed(), [rapnet(1, Diamond_Image=LINK)]
    run = take_in(feed, rows)
    take_down(StoneMedia.objects.get())

    undo(run)
    take_in(feed, rows)

    assert states() == ["down"]


def test_the_same_file_by_a_new_link_is_refused_and_a_better_one_is_kept(server):
    stone = a_stone()
    for name, body in (("/1.jpg", a_photo(1)), ("/2.jpg", a_photo(1)), ("/3.jpg", a_photo(9))):
        server.answers[name] = (200, {"Content-Type": "image/jpeg"}, body)

    take_down(one_more(server, stone, "/1.jpg"))

    again, better = one_more(server, stone, "/2.jpg"), one_more(server, stone, "/3.jpg")
    assert (again.state, again.why) == ("refused", "the same was taken down by hand")
    assert better.state == "kept"


@pytest.mark.parametrize("column", ["Diamond_Image", "Report_Filename"])
def test_its_address_signed_anew_brings_it_no_more_than_itself(column):
    feed = a_feed()
    take_in(feed, [rapnet(1, **{column: f"{LINK}?X-Amz-Date=1&X-Amz-Signature=ab"})])
    take_down(StoneMedia.objects.get())

    take_in(feed, [rapnet(1, **{column: f"{LINK}?X-Amz-Date=2&X-Amz-Signature=cd"}, Color="F")])

    assert states() == ["down"]


def test_a_video_signed_anew_stays_down_and_another_one_is_shown():
    feed = a_feed(answers={"price": "total"})
    take_in(feed, [nivoda(1, Video=SIGNED)], NIVODA)
    stone = Item.objects.get()
    take_down(StoneMedia.objects.get())

    anew = SIGNED.replace("=1&S", "=2&S").replace("abc", "d")
    take_in(feed, [nivoda(1, Video=anew, Final_Price="4300")], NIVODA)
    assert states() == ["down"]
    assert not media_of([stone.pk])

    other = SIGNED.replace("R-1", "R-2")
    take_in(feed, [nivoda(1, Video=other, Final_Price="4400")], NIVODA)
    assert media_of([stone.pk])[stone.pk].video == other


@pytest.mark.parametrize("is_alone", [True, False])
def test_signed_anew_by_a_name_that_nobody_knows_it_stays_down_if_the_address_is_its_own(is_alone):
    feed = a_feed(answers={"price": "total"})
    first, anew = f"{KEYED}Zx81mQ0tTn4Kc7Lw9RvE", f"{KEYED}9fJ2kLq8sYw3Bn6Tz1Xd"
    take_in(feed, [nivoda(1, Video=first)], NIVODA)
    take_down(StoneMedia.objects.get())
    if not is_alone:
        a_video(a_stone(), f"{KEYED}b7Gd0Pq5Nw2Hs8Yc4Jm1")

    take_in(feed, [nivoda(1, Video=anew, Final_Price="4300")], NIVODA)

    assert states() == (["down"] if is_alone else ["down", "link", "link"])


def test_a_video_by_two_signed_links_goes_and_comes_back_as_one():
    stone = a_stone()
    for signature in ("ab", "cd"):
        a_video(stone, SIGNED.replace("abc", signature))
    other = a_video(stone, SIGNED.replace("R-1", "R-2"))

    take_down(StoneMedia.objects.first())

    assert states() == ["down", "down", "link"]
    assert [one.is_down for one in media_by_hand(stone)] == [False, True]
    take_down(other)
    put_back(StoneMedia.objects.first())
    assert states() == ["link", "link", "down"]


def test_the_same_bytes_are_refused_when_their_copy_is_long_forgotten(
    server, monkeypatch, settings, tmp_path
):
    stone, other = a_stone(), a_stone()
    for name in ("/1.jpg", "/2.jpg"):
        server.answers[name] = (200, {"Content-Type": "image/jpeg"}, a_photo(1))
    wrong = one_more(server, stone, "/1.jpg")
    take_down(wrong)
    later(monkeypatch, settings.MEDIA_DAYS + 1)
    assert forget_media() == 1

    again = one_more(server, stone, "/2.jpg")

    assert (again.state, again.why) == ("refused", "the same was taken down by hand")
    assert not list((tmp_path / "media").rglob("*.jpg")), "and its copy isn't left behind"
    assert one_more(server, other, "/2.jpg").state == "kept", "of another piece"


def test_put_back_it_may_come_by_another_link_too(server, monkeypatch, settings):
    stone = a_stone()
    for name in ("/1.jpg", "/2.jpg"):
        server.answers[name] = (200, {"Content-Type": "image/jpeg"}, a_photo(1))
    wrong = one_more(server, stone, "/1.jpg")
    take_down(wrong)
    later(monkeypatch, settings.MEDIA_DAYS + 1)
    forget_media()

    put_back(wrong)

    assert one_more(server, stone, "/2.jpg").state == "kept"


def test_one_that_nobody_ever_fetched_is_known_by_its_address(server):
    stone, at = a_stone(), server.url("/1.jpg?sig=")
    server.answers["/1.jpg?sig=2"] = (200, {"Content-Type": "image/jpeg"}, a_photo(1))
    wrong = StoneMedia.objects.create(item=stone, kind="image", url=f"{at}1", due_at=now())
    take_down(wrong)

    assert one_more(server, stone, "/1.jpg?sig=2").state == "refused"
    put_back(wrong)
    assert states() == ["waiting", "refused"]


def test_the_same_bytes_are_known_again_however_we_draw_them(server, monkeypatch):
    stone, draw = a_stone(), fetching.redrawn
    for name in ("/1.jpg", "/2.jpg"):
        server.answers[name] = (200, {"Content-Type": "image/jpeg"}, a_photo(1))
    take_down(one_more(server, stone, "/1.jpg"))
    monkeypatch.setattr(fetching, "redrawn", lambda body: draw(a_photo(2)))

    assert one_more(server, stone, "/2.jpg").state == "refused"


def test_what_is_taken_down_while_the_same_is_written_by_a_new_link_stays_down(server, monkeypatch):
    stone, write = a_stone(), fetching._store
    for name in ("/1.jpg", "/2.jpg"):
        server.answers[name] = (200, {"Content-Type": "image/jpeg"}, a_photo(1))

    wrong = one_more(server, stone, "/1.jpg")

    def meanwhile(name: str, body: bytes) -> None:
        with suppress(NotShown):
            take_down(wrong)
        write(name, body)

    monkeypatch.setattr(fetching, "_store", meanwhile)

    assert one_more(server, stone, "/2.jpg").state == "refused"
    assert not is_kept(wrong.file)


def test_copies_that_there_were_before_digests_were_kept_are_known_by_their_names():
    name = kept(a_stone())
    a_video(a_stone())
    StoneMedia.objects.update(digests=[])
    module = import_module("inventory.migrations.0028_media_digests")

    with connection.cursor() as cursor:
        cursor.execute(module.NAMED)

    found = StoneMedia.objects.order_by("pk").values_list("digests", flat=True)
    assert list(found) == [[name.removesuffix(".jpg")], []]
