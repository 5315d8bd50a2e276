"""A manager takes a wrong photograph down in the piece's story, and puts it back; others can't."""

import re
import uuid

import pytest

from inventory.models import Item, StoneMedia
from inventory.selectors.media_by_hand import media_by_hand
from tests.cast import a_browser
from tests.kept import a_video, kept
from tests.stock import a_stone

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(sydney) -> Item:
    """With two photographs, a certificate and a video."""
    item = a_stone(sku="TD-9", at=sydney.locations.get())
    kept(item), kept(item), kept(item, "certificate"), a_video(item)
    return item


def send(user, verb: str, media: object, *, sku: str = "TD-9", key=None, store="sydney", **more):
    return a_browser(user=user).post(
        f"/floor/{store}/pieces/{sku}/{verb}/",
        {"media": media, "client_key": key or str(uuid.uuid4()), **more},
    )


def story(user) -> str:
    return a_browser(user=user).get("/floor/sydney/pieces/TD-9/").content.decode()


def states() -> list[str]:
    return list(StoneMedia.objects.order_by("pk").values_list("state", flat=True))


def test_she_chooses_which_and_says_why_and_the_story_tells_it(piece, ana, marcus):
    first = StoneMedia.objects.first()
    offered = re.findall(r'name="media" value="(\d+)"', story(ana))
    assert offered == [str(one.id) for one in media_by_hand(piece)]
    assert len(offered) == 4

    answer = send(ana, "take-down", first.pk, why="It shows another stone")

    assert answer["Location"] == "/floor/sydney/pieces/TD-9/"
    assert states() == ["down", "kept", "kept", "link"]
    told = story(marcus)
    assert "<b>Photograph taken down</b>: It shows another stone" in told
    assert ana.name in told
    assert "taken down: It shows another stone" in story(ana)


def test_she_puts_it_back(piece, ana):
    first = StoneMedia.objects.first()
    send(ana, "take-down", first.pk, why="It shows another stone")

    assert send(ana, "put-back", first.pk).status_code == 302

    assert states()[0] == "kept"
    assert "<b>Photograph shown again</b>" in story(ana)
    assert "Show it again" not in story(ana)


def test_once_by_its_key(piece, ana):
    first, key = StoneMedia.objects.first(), str(uuid.uuid4())
    for _ in range(2):
        answer = send(ana, "take-down", first.pk, why="It shows another stone", key=key)
        assert answer.status_code == 302
    assert first.takedowns.count() == 1

    answer = send(ana, "take-down", first.pk, why="It shows another stone")

    assert answer.status_code == 409
    assert "shown any more. Please look again." in answer.content.decode()


@pytest.mark.parametrize(
    ("media", "why", "said"),
    [(True, "", "Say why in a few words"), ("", "It shows another", "Choose which one is wrong")],
)
def test_says_what_is_missing(piece, ana, media, why, said):
    media = media and StoneMedia.objects.first().pk

    answer = send(ana, "take-down", media, why=why)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "down" not in states()


@pytest.mark.parametrize("media", ["x", "-1", "9" * 30, "999999999", "²"])
def test_there_is_no_other(piece, ana, media):
    assert send(ana, "take-down", media, why="It shows another").status_code == 404
    assert send(ana, "put-back", media).status_code == 404


def test_another_pieces_is_not_this_ones(piece, ana):
    other = a_stone()
    kept(other)

    answer = send(ana, "take-down", StoneMedia.objects.last().pk, why="It shows another")

    assert answer.status_code == 404
    assert "down" not in states()


def test_who_may_not_sees_no_way_and_has_none(piece, marcus, ana, melbourne):
    first = StoneMedia.objects.first()

    assert "take-down" not in story(marcus)
    assert send(marcus, "take-down", first.pk, why="It shows another").status_code == 403
    assert send(marcus, "put-back", first.pk).status_code == 403
    elsewhere = send(ana, "take-down", first.pk, why="It shows another", store="melbourne")
    assert elsewhere.status_code == 404
    stranger = a_browser().post(f"/floor/sydney/pieces/{piece.sku}/take-down/", {"media": 1})
    assert stranger.status_code == 302
    assert "down" not in states()


def test_a_get_takes_nothing_down(piece, ana):
    assert a_browser(user=ana).get("/floor/sydney/pieces/TD-9/take-down/").status_code == 405
