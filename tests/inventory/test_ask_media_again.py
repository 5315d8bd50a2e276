"""A link that was given up is followed again when somebody says why."""

import pytest

from inventory.actions.ask_media_again import ask_media_again
from inventory.actions.put_back_media import put_back_media
from inventory.actions.take_down_media import take_down_media
from inventory.errors import NotRefused, ReasonNeeded
from inventory.models import MediaRetry, StoneMedia
from inventory.selectors.media import due_media
from inventory.selectors.media_by_hand import media_by_hand
from inventory.selectors.story import story_of
from omni.lib.clock import now
from tests.kept import a_photo, a_video, follow, kept
from tests.stock import TEST, a_stone

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_lists")]
LINK = "https://x.example/1.jpg"


def refused(url: str = LINK, **facts) -> StoneMedia:
    values = {"state": "refused", "why": "answered 503", "tries": 4, "fetched_at": now()}
    return StoneMedia.objects.create(
        item=a_stone(), kind="image", url=url, due_at=now(), **values | facts
    )


def ask(media: StoneMedia, why: str = "Their server is back") -> None:
    ask_media_again(media_id=media.pk, why=why, actor=TEST)


def test_is_followed_as_if_it_were_new_and_the_reason_is_kept(server):
    server.answers["/1.jpg"] = (200, {"Content-Type": "image/jpeg"}, a_photo())
    media = refused(server.url("/1.jpg"))
    (told,) = media_by_hand(media.item)
    assert (told.is_refused, told.why, told.name) == (True, "answered 503", "")

    ask(media)

    assert due_media() == [media.pk]
    retry = MediaRetry.objects.get()
    assert (retry.media, retry.why, retry.asked_by) == (media, "Their server is back", str(TEST))
    assert ("Photograph asked for again", ": Their server is back") in [
        (one.lead, one.rest) for one in story_of(media.item, with_cost=False)
    ]
    assert follow(media, server).state == "kept"
    assert [one.is_refused for one in media_by_hand(media.item)] == [False]


def test_four_more_times_and_by_the_same_rules(server):
    server.answers["/"] = (503, {}, b"")
    busy, inside = refused(server.url("/")), refused("https://169.254.169.254/latest/")
    ask(busy)
    ask(inside)

    for _ in range(5):
        follow(busy, server)
        StoneMedia.objects.filter(pk=busy.pk).update(due_at=now())

    assert (busy.state, len(server.asked)) == ("refused", 4)
    follow(inside, server)
    assert (inside.state, inside.why) == ("refused", "not a public address")
    ask(busy, "once more")
    assert MediaRetry.objects.filter(media=busy).count() == 2


def test_what_was_taken_down_stays_down(server):
    server.answers["/2.jpg"] = (200, {"Content-Type": "image/jpeg"}, photo := a_photo())
    server.answers["/1.jpg"] = (200, {"Content-Type": "image/jpeg"}, photo)
    media = follow(refused(server.url("/1.jpg"), state="waiting", tries=0), server)
    take_down_media(media_id=media.pk, why="another stone", actor=TEST)
    again = StoneMedia.objects.create(
        item=media.item, kind="image", url=server.url("/2.jpg"), due_at=now(), state="refused"
    )

    ask(again)

    assert follow(again, server).why == "the same was taken down by hand"
    put_back_media(media_id=media.pk, actor=TEST)


@pytest.mark.parametrize("state", ["waiting", "kept", "link", "gone", "down"])
def test_refuses_what_wasnt_refused(state):
    media = refused(state=state)

    with pytest.raises(NotRefused):
        ask(media)

    assert StoneMedia.objects.values_list("state", "tries").get() == (state, 4)
    assert not MediaRetry.objects.exists()


@pytest.mark.parametrize("why", ["", "  ", "no"])
def test_wants_a_reason(why):
    media = refused()

    with pytest.raises(ReasonNeeded):
        ask(media, why)
    with pytest.raises(NotRefused):
        ask_media_again(media_id=media.pk + 1, why="there is none", actor=TEST)

    assert due_media() == []
    assert not MediaRetry.objects.exists()


def test_among_others_of_its_piece_it_is_the_one_that_failed():
    stone = a_stone()
    kept(stone), a_video(stone)
    StoneMedia.objects.create(
        item=stone, kind="certificate", url=LINK, state="refused", why="not a picture", due_at=now()
    )

    found = media_by_hand(stone)

    assert [(one.kind, one.nth, one.is_refused) for one in found] == [
        ("image", 1, False), ("certificate", 1, True), ("video", 1, False),
    ]  # fmt: skip
