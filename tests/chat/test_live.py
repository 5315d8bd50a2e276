"""Who may follow a conversation and the queue, and what they are told after the commit."""

import json

import pytest

from chat import live
from chat.actions.read import read
from chat.models import Conversation, Message
from omni.lib import live as platform
from omni.lib import topics
from omni.lib.parties import Party
from tests.cast import a_browser, a_user, acting
from tests.chat.scenes import a_conversation, asks, on_shift, replies


@pytest.fixture
def pushed(monkeypatch, django_capture_on_commit_callbacks):
    """`pushed(act)` gives what was pushed once `act` was committed, as (group, frame) pairs."""

    class Ear:
        def __init__(self):
            self.heard = []

        def send(self, messages):
            self.heard += list(messages)

    ear = Ear()
    monkeypatch.setattr(platform, "publisher", ear)

    def hear(act):
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return ear.heard

    return hear


@pytest.fixture
def conversation(priya, hana):
    on_shift(hana)
    return a_conversation(priya, "One")


def test_another_customer_and_a_stranger_may_not_follow(conversation, priya, zoe):
    """Bad input 8, at the topic's own gate."""
    topic = live.topic_of(conversation)

    assert topics.allowed(Party(customer=priya), [topic]) == {topic}
    assert topics.allowed(Party(customer=zoe), [topic]) == set()
    assert topics.allowed(Party(), [topic]) == set()


def test_staff_who_answer_may_follow_it_and_the_queue(conversation, hana, marcus):
    wanted = {live.topic_of(conversation), "desk:queue"}
    ada = a_user("Ada Novak", "administrator", None)

    assert topics.allowed(Party(user=hana), wanted) == wanted
    assert topics.allowed(Party(user=marcus), wanted) == wanted
    assert topics.allowed(Party(user=ada), wanted) == set()


def test_a_customer_may_not_see_the_queue(conversation, priya):
    assert topics.allowed(Party(customer=priya), ["desk:queue"]) == set()
    assert topics.allowed(Party(customer=priya), ["desk:other"]) == set()


def test_a_polling_page_learns_nothing_of_anothers(conversation, zoe, priya):
    topic = live.topic_of(conversation)
    path = f"/live/?t={topic}:0"

    assert a_browser(zoe).get(path).json() == {topic: {"denied": True}}
    assert a_browser().get(path).json() == {topic: {"denied": True}}
    assert a_browser(priya).get(path).json() == {topic: {"version": 1}}


def test_the_message_itself_is_pushed_with_its_number(conversation, hana, pushed):
    heard = pushed(lambda: replies(hana, conversation, "Two <b>"))

    frames = [json.loads(message["text"]) for _, message in heard]
    said = [one for one in frames if one["topic"] == live.topic_of(conversation)]
    assert [(one["version"], one["message"]["kind"]) for one in said] == [
        (2, "joined"),
        (3, "text"),
    ]
    assert said[1]["message"]["body"] == "Two <b>"
    assert {one["topic"] for one in frames} == {live.topic_of(conversation), "desk:queue"}


def test_nothing_is_pushed_for_what_was_refused(conversation, hana, marcus, pushed):
    replies(hana, conversation)

    def refused():
        with pytest.raises(Exception, match="Hana"):
            replies(marcus, conversation, "Me too")

    assert pushed(refused) == []


def test_a_message_tells_no_more_than_both_sides_may_see(conversation):
    message = Message.objects.select_related("item").get()

    assert set(live.shown(message)) == {
        "seq", "client_id", "kind", "from_customer", "author", "body", "source", "at", "item",
    }  # fmt: skip


def test_the_heartbeat_carries_the_last_number(conversation, priya):
    asks(priya, "Two")

    assert topics.versions([live.topic_of(conversation)]) == {live.topic_of(conversation): 2}


def test_the_queues_version_grows_with_every_message(conversation, priya, hana):
    seen = [live.queue_version()]
    for act in (lambda: asks(priya, "Two"), lambda: replies(hana, conversation, "Three")):
        act()
        seen.append(live.queue_version())

    assert seen == sorted(set(seen))
    assert json.loads(json.dumps(topics.versions(["desk:queue"]))) == {"desk:queue": seen[-1]}


def test_a_late_commit_is_seen_too(conversation, monkeypatch):
    """A row with a smaller id that commits later still makes the version grow."""
    monkeypatch.setattr(live, "RECENT", 3)
    first = Message.objects.get()
    rows = [(first.pk + 10, 2), (first.pk + 12, 3), (first.pk + 14, 4)]
    for pk, seq in rows:
        _add(first, pk, seq)
    before = live.queue_version()

    _add(first, first.pk + 11, 5)

    assert live.queue_version() > before


def _add(like: Message, pk: int, seq: int) -> None:
    Conversation.objects.update(last_seq=seq)
    Message.objects.create(
        pk=pk, conversation=like.conversation, seq=seq, client_id=f"{pk:032x}", kind="notice",
        author="system:test", from_customer=False, body="", at=like.at,
    )  # fmt: skip


def test_reading_is_told_once_and_moves_no_version(conversation, hana, pushed):
    heard = pushed(lambda: read(conversation=conversation, seq=1, actor=acting(hana)))

    assert len(heard) == 1
    frame = json.loads(heard[0][1]["text"])
    assert "version" not in frame
    assert (frame["read"]["party"], frame["read"]["seq"]) == ("staff", 1)


def test_signing_out_closes_her_sockets(hana, pushed, db):
    browser = a_browser(user=hana)

    heard = pushed(lambda: browser.post("/staff/sign-out/"))

    assert heard[-1][1]["refs"] == [f"user:{hana.public_id}"]
