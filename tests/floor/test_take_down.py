"""A manager takes a wrong photograph down in the piece's story, and puts it back; others can't."""

import re
import uuid

import pytest

from inventory.models import Item, StoneMedia
from inventory.selectors.media_by_hand import media_by_hand
from omni.lib.clock import now
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


@pytest.fixture
def failed(piece) -> StoneMedia:
    """A certificate that couldn't be fetched."""
    return StoneMedia.objects.create(
        item=piece, kind="certificate", url="https://x.example/c", state="refused", tries=4,
        why="answered 503", due_at=now(), fetched_at=now(),
    )  # fmt: skip


def test_she_has_a_link_asked_for_again_and_the_story_tells_it(failed, ana, marcus):
    told = story(ana)
    assert "One link of a list couldn’t be followed" in told
    assert "answered 503" in told
    assert "ask-again" not in story(marcus)

    answer = send(ana, "ask-again", failed.pk, why="Their server is back")

    assert answer["Location"] == "/floor/sydney/pieces/TD-9/"
    failed.refresh_from_db()
    assert (failed.state, failed.tries) == ("waiting", 0)
    assert "<b>Certificate asked for again</b>: Their server is back" in story(marcus)
    assert "ask-again" not in story(ana)
    again = send(ana, "ask-again", failed.pk, why="Their server is back")
    assert again.status_code == 409
    assert "couldn&#x27;t be fetched. Please look again." in again.content.decode()


def test_asked_for_again_once_by_its_key_with_a_reason_by_who_may(failed, ana, marcus, melbourne):
    key = str(uuid.uuid4())
    refusals = [
        (send(ana, "ask-again", failed.pk, why=" "), 422),
        (send(ana, "ask-again", "", why="Their server is back"), 404),
        (send(ana, "ask-again", "x", why="Their server is back"), 404),
        (send(marcus, "ask-again", failed.pk, why="Their server is back"), 403),
        (send(ana, "ask-again", failed.pk, why="It is back", store="melbourne"), 404),
        (a_browser(user=ana).get("/floor/sydney/pieces/TD-9/ask-again/"), 405),
    ]
    assert [answer.status_code for answer, _ in refusals] == [status for _, status in refusals]
    assert failed.retries.count() == 0

    for _ in range(2):
        assert send(ana, "ask-again", failed.pk, why="It is back", key=key).status_code == 302

    assert failed.retries.count() == 1
