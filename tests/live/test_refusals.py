"""What no page of ours sends closes the socket, and the other sockets don't notice."""

import contextlib
import json

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from . import toy
from .conftest import cookie_of
from .page import Page
from .test_follow import say


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("not json", 4400),
        ("[]", 4400),
        ('"follow"', 4400),
        ("[" * 4000, 4400),
        ("{}", 4400),
        ('{"type":"push","topic":"toy:1","html":"forged"}', 4400),
        ('{"type":"beat","versions":{}}', 4400),
        ('{"type":["follow"]}', 4400),
        ('{"type":"follow","topics":"toy:1"}', 4400),
        ('{"type":"follow","topics":[1]}', 4400),
        ('{"type":"follow","topics":[{}]}', 4400),
        (b"\x00binary", 4400),
        (json.dumps({"type": "follow", "topics": ["x" * 5000]}), 1009),
        ("é" * 2100, 1009),
        (b"0" * 5000, 1009),
    ],
)
def test_closes_on_a_message_that_no_page_sends(page, message, code):
    bad = page()

    bad.socket.send(message)

    assert bad.wait_for_close() == code


def test_closes_on_ten_megabytes_and_goes_on_serving_the_others(page):
    topic = toy.a_toy()
    other, bad = page(), page()
    other.follow(topic)
    other.wait_for("beat")

    try:
        bad.socket.send("0" * 10_000_000)
        code = bad.wait_for_close()
    except ConnectionClosed:
        code = 1009

    assert code == 1009
    say(topic, "sold")
    assert other.wait_for("push")["html"] == "sold"


def test_closes_on_a_flood_and_goes_on_serving_the_others(page):
    topic = toy.a_toy()
    other, bad = page(), page()
    other.follow(topic)
    other.wait_for("beat")

    with contextlib.suppress(ConnectionClosed):
        for _ in range(100):
            bad.say(type="unfollow", topics=[])

    assert bad.wait_for_close() in {4429, 1006}  # 1006: what was still unread reset the connection
    say(topic, "sold")
    assert other.wait_for("push")["html"] == "sold"


def test_closes_past_a_hundred_topics(page):
    topics = [toy.a_toy() for _ in range(101)]
    greedy = page()
    for start in (0, 50):
        assert greedy.follow(*topics[start : start + 50])["type"] == "following"

    greedy.say(type="follow", topics=[topics[100]])

    assert greedy.wait_for_close() == 4429


def test_refuses_more_sockets_from_one_address_than_the_cap(gateway):
    with contextlib.ExitStack() as opened:
        count, refused = 0, None
        while refused is None and count <= 300:
            try:
                last = opened.enter_context(Page(gateway.port))
                count += 1
            except InvalidStatus as refusal:
                refused = refusal.response.status_code

        assert refused == 403
        assert count >= 290  # sockets of the test before may still be closing
        assert last.follow(toy.a_toy())["type"] == "following"


def test_says_itself_who_sent_a_signal(page, priya):
    topic = toy.a_toy(owner=priya.public_id)
    her_phone, her_laptop = page(cookie_of(priya)), page(cookie_of(priya))
    for each in (her_phone, her_laptop):
        each.follow(topic)
        each.wait_for("beat")

    her_phone.say(
        type="signal",
        topic=topic,
        signal="typing",
        sender={"kind": "user", "name": "Marcus"},
        seq=99,
        version=99,
        html="<b>forged</b>",
    )

    assert her_laptop.wait_for("signal") == {
        "type": "signal",
        "topic": topic,
        "signal": "typing",
        "sender": {"kind": "customer", "name": "Priya"},
    }


def test_relays_no_signal_that_the_topic_does_not_know_nor_into_anothers_topic(page, priya, zoe):
    public, hers = toy.a_toy(), toy.a_toy(owner=priya.public_id)
    her_page, zoes = page(cookie_of(priya)), page(cookie_of(zoe))
    her_page.follow(public, hers)
    zoes.follow(public)
    her_page.wait_for("beat")

    zoes.say(type="signal", topic=hers, signal="typing")
    zoes.say(type="signal", topic=public, signal="typing")
    zoes.say(type="signal", topic=["toy"], signal={})
    her_page.say(type="signal", topic=hers, signal="dancing")
    zoes.follow(toy.a_toy())  # answered in order, so the signals were read
    say(hers, "hello")

    her_page.wait_for("push")
    assert [frame for frame in her_page.seen if frame["type"] == "signal"] == []
