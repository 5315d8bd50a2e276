"""A wrong picture is taken down by hand: nobody sees it, no list brings it, it can come back."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage

from inventory.actions.forget_media import forget_media
from inventory.actions.put_back_media import put_back_media
from inventory.actions.take_down_media import take_down_media
from inventory.copies import copy_named, name_of, small
from inventory.errors import NotShown, NotTakenDown, ReasonNeeded
from inventory.events import StockChanged
from inventory.models import Item, MediaTakedown, StoneMedia
from inventory.selectors.media import media_of
from inventory.selectors.media_by_hand import media_by_hand
from inventory.selectors.story import story_of
from omni.lib.clock import now
from tests.cast import a_browser
from tests.kept import a_photo, a_video, follow, kept
from tests.stock import TEST, a_stone, hold, sell

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_lists")]
LINK = "https://x.example/1.jpg"


def status_of(name: str) -> int:
    return a_browser().get(f"/stones/media/{name}").status_code


def page_of(item: Item, address: str = "") -> str:
    return a_browser().get(address or f"/diamonds/{item.sku}/").content.decode()


def take_down(media: StoneMedia, why: str = "another stone") -> None:
    take_down_media(media_id=media.pk, why=why, actor=TEST)


def put_back(media: StoneMedia) -> None:
    put_back_media(media_id=media.pk, actor=TEST)


def states() -> list[str]:
    return list(StoneMedia.objects.order_by("pk").values_list("state", flat=True))


def later(monkeypatch, days: int) -> None:
    at = now() + dt.timedelta(days=days)
    monkeypatch.setattr("inventory.actions.forget_media.now", lambda: at)


@pytest.mark.parametrize("kind", ["image", "certificate"])
def test_is_seen_nowhere_and_comes_back_as_it_was(kind):
    stone = a_stone()
    wrong, right = kept(stone, kind), kept(stone)
    media = StoneMedia.objects.first()
    before = Item.objects.get().availability_version

    take_down(media)

    assert [status_of(name) for name in (wrong, small(wrong), right)] == [404, 404, 200]
    assert wrong not in page_of(stone)
    assert right in page_of(stone)
    assert media_of([stone.pk])[stone.pk].pictures == (right,)
    assert Item.objects.get().availability_version == before + 1
    taken = MediaTakedown.objects.get()
    assert (taken.why, taken.taken_by, taken.back_at) == ("another stone", str(TEST), None)
    put_back(media)
    assert (status_of(wrong), wrong in page_of(stone)) == (200, True)
    taken.refresh_from_db()
    assert (taken.back_by, taken.back_at is None) == (str(TEST), False)


def test_the_card_is_drawn_again_meanwhile():
    stone = a_stone()
    photo = f'src="/stones/media/{small(kept(stone))}"'
    shown = [photo in page_of(stone, "/diamonds/")]

    for change in (take_down, put_back):
        change(StoneMedia.objects.get())
        shown.append(photo in page_of(stone, "/diamonds/"))

    assert shown == [True, False, True]


def test_a_video_is_a_link_again():
    stone = a_stone()
    a_video(stone)
    media = StoneMedia.objects.get()

    take_down(media)
    assert "video.example" not in page_of(stone)

    put_back(media)
    assert "video.example" in page_of(stone)
    assert states() == ["link"]


def test_the_same_file_by_another_link_of_its_piece_goes_too_and_another_piece_keeps_it():
    stone, other = a_stone(), a_stone()
    for item in (stone, stone, other):
        name = kept(item, body=a_photo(3))

    take_down(StoneMedia.objects.first())

    assert states() == ["down", "down", "kept"]
    assert name not in page_of(stone)
    assert name in page_of(other)
    assert len(media_by_hand(stone)) == 1
    assert [one.lead for one in story_of(stone)].count("Photograph taken down") == 1
    put_back(StoneMedia.objects.first())
    assert states() == ["kept", "kept", "kept"]


def test_is_taken_down_before_it_was_fetched_and_fetched_when_it_is_put_back(server):
    server.answers["/1.jpg"] = (200, {"Content-Type": "image/jpeg"}, a_photo())
    media = StoneMedia.objects.create(
        item=a_stone(), kind="image", url=server.url("/1.jpg"), due_at=now()
    )

    take_down(media)
    assert (follow(media, server).state, len(server.asked)) == ("down", 0)

    put_back(media)
    assert follow(media, server).state == "kept"
    assert status_of(name_of(media.file)) == 200


def test_a_copy_is_kept_to_be_put_back_for_as_long_as_others(monkeypatch, settings):
    name = kept(a_stone())
    media = StoneMedia.objects.get()
    take_down(media)
    file = copy_named(name).better
    later(monkeypatch, settings.MEDIA_DAYS - 1)
    assert (forget_media(), default_storage.exists(file)) == (0, True)

    later(monkeypatch, settings.MEDIA_DAYS + 1)
    assert (forget_media(), default_storage.exists(file)) == (1, False)

    put_back(media)
    assert states() == ["waiting"], "fetched anew"


def test_a_copy_that_somebody_may_put_back_outlives_another_piece_with_it(monkeypatch, settings):
    here, left = a_stone(), a_stone()
    name = kept(here, body=a_photo(3))
    kept(left, body=a_photo(3))
    sell(left)
    later(monkeypatch, settings.MEDIA_DAYS + 1)
    take_down(StoneMedia.objects.first())
    MediaTakedown.objects.update(taken_at=now() + dt.timedelta(days=settings.MEDIA_DAYS + 2))

    assert forget_media() == 1

    put_back(StoneMedia.objects.first())
    assert status_of(name) == 200


def test_leaves_a_hold_as_it_is_and_tells_open_pages(monkeypatch):
    stone = a_stone()
    kept(stone)
    claim, told = hold(stone), []
    monkeypatch.setattr("inventory.changes.emit", told.append)

    take_down(StoneMedia.objects.get())

    assert told == [StockChanged((stone.pk,))]
    (claim,) = claim if isinstance(claim, list) else [claim]
    claim.refresh_from_db()
    assert claim.released_at is None


@pytest.mark.parametrize("why", ["", "  ", "no"])
def test_asks_for_a_reason(why):
    kept(a_stone())

    with pytest.raises(ReasonNeeded):
        take_down(StoneMedia.objects.get(), why)

    assert states() == ["kept"]
    assert not MediaTakedown.objects.exists()


@pytest.mark.parametrize("state", ["gone", "refused", "down"])
def test_refuses_what_isnt_on_show(state):
    kept(a_stone())
    StoneMedia.objects.update(state=state)

    with pytest.raises(NotShown):
        take_down(StoneMedia.objects.get())

    assert states() == [state]
    assert not MediaTakedown.objects.exists()


@pytest.mark.parametrize("state", ["kept", "waiting", "gone", "refused"])
def test_puts_nothing_back_that_nobody_took_down(state):
    kept(a_stone())
    StoneMedia.objects.update(state=state)

    with pytest.raises(NotTakenDown):
        put_back(StoneMedia.objects.get())

    assert states() == [state]


def test_refuses_what_there_isnt():
    with pytest.raises(NotShown):
        take_down_media(media_id=10**9, why="another stone", actor=TEST)
    with pytest.raises(NotTakenDown):
        put_back_media(media_id=10**9, actor=TEST)
