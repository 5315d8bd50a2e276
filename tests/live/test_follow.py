"""Following topics over the socket, against a real live process."""

import uuid

import pytest
from django.db import transaction

from omni.lib import live, parties

from . import toy
from .conftest import cookie_of


def say(topic: str, body: str) -> int:
    with transaction.atomic():
        version = toy.change(topic, body)
        live.publish(topic, toy.payload(version, body))
    return version


def test_pushes_a_change_to_a_stranger_who_follows_a_public_topic(page):
    topic = toy.a_toy()
    stranger = page()
    assert stranger.follow(topic) == {"type": "following", "topics": [topic]}
    stranger.wait_for("beat")

    say(topic, "sold")

    push = stranger.wait_for("push")
    assert push == {"type": "push", "topic": topic, "version": 2, "html": "sold", "kind": "go"}


def test_says_nothing_of_a_change_that_was_rolled_back(page):
    topic = toy.a_toy()
    stranger = page()
    stranger.follow(topic)
    stranger.wait_for("beat")

    with transaction.atomic():
        live.publish(topic, toy.payload(2, "never"))
        transaction.set_rollback(True)
    say(topic, "sold")

    assert stranger.wait_for("push")["html"] == "sold"


def test_stops_pushing_what_a_page_no_longer_follows(page):
    gone, kept = toy.a_toy(), toy.a_toy()
    stranger = page()
    stranger.follow(gone, kept)
    stranger.wait_for("beat")

    stranger.say(type="unfollow", topics=[gone])
    stranger.follow(toy.a_toy())  # answered in order, so the unfollowing is done
    say(gone, "sold")
    say(kept, "sold")

    assert stranger.wait_for("push")["topic"] == kept


@pytest.mark.alone
def test_tells_a_new_follower_the_version_at_once(page):
    topic = toy.a_toy()
    toy.change(topic, "changed between rendering and following")
    stranger = page()
    stranger.follow(topic)

    assert stranger.wait_for_version(topic, 2, seconds=2)["type"] == "beat"


def test_lets_a_customer_follow_her_own_conversation(page, priya):
    topic = toy.a_toy(owner=priya.public_id)
    her_page = page(cookie_of(priya))

    assert her_page.follow(topic)["type"] == "following"

    say(topic, "hello")
    assert her_page.wait_for("push")["html"] == "hello"


def test_closes_an_anonymous_socket_on_anothers_conversation(page, priya):
    topic = toy.a_toy(owner=priya.public_id)
    stranger = page()

    assert stranger.follow(topic) == {"type": "denied", "topics": [topic]}
    assert stranger.wait_for_close() == 4403


def test_answers_the_same_for_anothers_conversation_as_for_none(page, priya, zoe):
    topic = toy.a_toy(owner=priya.public_id)
    nowhere = f"room:{uuid.uuid4()}"

    for asked in (topic, nowhere, "room:1", "nothing:at-all", "toy:1", "room", "", "toy:" * 50):
        zoes = page(cookie_of(zoe))
        assert zoes.follow(asked) == {"type": "denied", "topics": [asked]}
        assert zoes.wait_for_close() == 4403


def test_takes_a_signed_list_for_its_holder_alone(page, priya, zoe):
    topic = f"room:{uuid.uuid4()}"  # nobody's: only the signature opens it
    priyas, zoes = cookie_of(priya), cookie_of(zoe)
    signed = live.signed_topics([topic], holder=parties.holder(dict([priyas.split("=", 1)])))

    assert page(priyas).follow(topic, signed=signed)["type"] == "following"
    assert page(zoes).follow(topic, signed=signed)["type"] == "denied"
    assert page().follow(topic, signed=signed)["type"] == "denied"
    assert page(priyas).follow(topic, signed=signed[:-2] + "xx")["type"] == "denied"
    assert page(priyas).follow(topic, signed="")["type"] == "denied"


def test_applying_pushes_to_a_stale_page_equals_fetching_it_afresh(page, client):
    topics = [toy.a_toy() for _ in range(5)]
    stranger = page()
    stranger.follow(*topics)
    stranger.wait_for("beat")
    stale = {topic: {"version": 1, "html": "new", "kind": "go"} for topic in topics}

    for turn in range(20):
        say(topics[turn % 5], f"turn {turn}")
    for _ in range(20):
        push = stranger.wait_for("push")
        topic = push.pop("topic")
        push.pop("type")
        if push["version"] > stale[topic]["version"]:
            stale[topic] = push

    asked = ",".join(f"{topic}:0" for topic in topics)
    assert stale == client.get("/live/", {"t": asked}).json()
