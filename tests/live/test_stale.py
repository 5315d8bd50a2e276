"""What changes often is drawn once for many changes, and not at all for nobody."""

import socket
import threading
import time

import pytest

from omni.lib.followers import Followers
from omni.lib.live import Source
from omni.lib.stale import APART, Stale

from .page import PATIENCE

pytestmark = pytest.mark.django_db


class Shop:
    """A source that remembers what was drawn, and an ear for what was sent."""

    def __init__(self, followed_groups: set[str]) -> None:
        self.drawn: list[set[int]] = []
        self.sent: list[str] = []
        self.source = Source("toy", self.topic_ids, self.fragments)
        self.stale = Stale(lambda groups: followed_groups & set(groups), self.hear)

    def topic_ids(self, keys):
        return {key: str(key) for key in keys}

    def fragments(self, keys):
        self.drawn.append(set(keys))
        return {str(key): {"version": 1} for key in keys}

    def hear(self, messages):
        self.sent += [message["topic"] for _group, message in messages]


def test_many_changes_of_one_thing_are_one_push():
    shop = Shop({"t.toy.1"})

    for _ in range(50):
        shop.stale.add(shop.source, [1])
    shop.stale.settle(PATIENCE)

    assert len(shop.sent) <= 2  # the first may have left before the others came
    assert set(shop.sent) == {"toy:1"}


def test_a_change_during_a_push_is_pushed_after_it():
    shop, drawing, go_on = Shop({"t.toy.1"}), threading.Event(), threading.Event()
    truth, shown = [0], []

    def fragments(keys):
        shown.append(truth[0])
        drawing.set()
        go_on.wait(PATIENCE)
        return {"1": {"version": truth[0]}}

    source = Source("toy", shop.topic_ids, fragments)
    shop.stale.add(source, [1])
    assert drawing.wait(PATIENCE)
    truth[0] = 1
    shop.stale.add(source, [1])
    go_on.set()
    shop.stale.settle(PATIENCE)

    assert shown == [0, 1]


def test_what_nobody_looks_at_is_not_drawn():
    shop = Shop({"t.toy.2"})

    shop.stale.add(shop.source, [1, 2, 3])
    shop.stale.settle(PATIENCE)

    assert shop.drawn == [{2}]
    assert shop.sent == ["toy:2"]


def test_one_that_fails_leaves_the_others_alone():
    shop = Shop({"t.toy.1", "t.bad.1"})
    bad = Source("bad", lambda keys: {1: "1"}, lambda keys: 1 / 0)

    shop.stale.add(bad, [1])
    shop.stale.add(shop.source, [1])
    shop.stale.settle(PATIENCE)

    assert shop.sent == ["toy:1"]


@pytest.mark.alone
def test_a_calm_change_leaves_at_once():
    shop = Shop({"t.toy.1"})

    began = time.monotonic()
    shop.stale.add(shop.source, [1])
    shop.stale.settle(PATIENCE)

    assert time.monotonic() - began < 1
    assert APART <= 0.1  # a page hears of the second change within a tenth of a second


def test_a_layer_that_cannot_say_is_told_everything():
    assert Followers(1).among(object(), ["t.toy.1", "t.toy.2"]) == {"t.toy.1", "t.toy.2"}


def test_redis_says_who_is_followed(gateway, page, toys):
    from channels.layers import get_channel_layer

    here = page()
    here.follow("stock:018f0000-0000-7000-8000-000000000001")
    deadline = time.monotonic() + PATIENCE
    groups = [f"t.stock.018f0000-0000-7000-8000-00000000000{n}" for n in (1, 2)]
    while True:
        found = Followers(3).among(get_channel_layer(), groups)
        if found or time.monotonic() > deadline:
            break
        time.sleep(0.05)

    assert found == {groups[0]}


def test_a_connection_that_was_cut_is_made_anew(gateway, toys):
    from channels.layers import get_channel_layer

    followers, groups = Followers(3), ["t.stock.018f0000-0000-7000-8000-000000000009"]
    assert followers.among(get_channel_layer(), groups) == set()

    followers._redis.connection._sock.shutdown(socket.SHUT_RDWR)

    assert followers.among(get_channel_layer(), groups) == set()
