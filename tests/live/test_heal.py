"""Whatever is lost on the way, a page is up to date again within 15 seconds."""

import time

from django.db import connection, transaction

from customers.models import Session
from omni.lib import live

from . import toy
from .conftest import cookie_of
from .test_follow import say

HEALED = 15.0


def test_heals_a_push_that_never_came(page):
    topic = toy.a_toy()
    stranger = page()
    stranger.follow(topic)
    stranger.wait_for_version(topic, 1)

    toy.change(topic, "sold, and the push was lost")

    assert stranger.wait_for_version(topic, 2, seconds=HEALED)["type"] == "beat"


def test_goes_on_when_redis_forgets_everything_and_cuts_its_clients(page, gateway):
    topic = toy.a_toy()
    stranger = page()
    stranger.follow(topic)
    stranger.wait_for_version(topic, 1)

    with gateway.redis() as redis:
        redis.flushall()
        for kind in ("normal", "pubsub"):
            redis.execute_command("CLIENT", "KILL", "TYPE", kind, "SKIPME", "yes")
    say(topic, "said at once")
    stranger.wait_for_version(topic, 2, seconds=HEALED)

    assert pushes_again(stranger, topic, seconds=HEALED)


def test_stays_open_while_redis_is_away_and_gets_pushes_when_it_is_back(page, gateway):
    topic = toy.a_toy()
    stranger = page()
    stranger.follow(topic)
    stranger.wait_for_version(topic, 1)

    gateway.valkey.stop()
    newcomer = page()
    assert newcomer.follow(topic)["type"] == "following"
    say(topic, "said to nobody")
    for each in (stranger, newcomer):
        each.wait_for_version(topic, 2, seconds=HEALED)
    gateway.valkey.start()

    for each in (stranger, newcomer):
        assert pushes_again(each, topic, seconds=HEALED)


def test_keeps_its_sockets_when_the_database_cuts_every_connection(page):
    topic = toy.a_toy()
    stranger = page()
    stranger.follow(topic)
    stranger.wait_for_version(topic, 1)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    toy.change(topic, "sold")

    assert stranger.wait_for_version(topic, 2, seconds=HEALED)


def test_closes_the_sockets_of_a_revoked_party_at_once_and_no_others(page, priya, tom, marcus):
    mine, others = toy.a_toy(owner=priya.public_id), toy.a_toy(owner=tom.public_id)
    her_page, toms, his = page(cookie_of(priya)), page(cookie_of(tom)), page(cookie_of(marcus))
    her_page.follow(mine)
    toms.follow(others)
    his.follow(toy.a_toy())
    her_page.wait_for("beat")

    with transaction.atomic():
        Session.objects.filter(customer=priya).update(revoked_at="2026-01-01T00:00Z")
        live.revoke(f"customer:{priya.public_id}", f"user:{marcus.public_id}")

    assert her_page.wait_for_close(5) == 4401
    assert his.wait_for_close(5) == 4401
    say(others, "still here")
    assert toms.wait_for("push")["html"] == "still here"


def test_closes_a_socket_whose_rights_went_without_a_word_at_the_next_check(page, priya):
    topic = toy.a_toy(owner=priya.public_id)
    her_page = page(cookie_of(priya))
    her_page.follow(topic)
    her_page.wait_for("beat")

    Session.objects.filter(customer=priya).update(revoked_at="2026-01-01T00:00Z")

    assert her_page.wait_for_close(12) == 4401


def pushes_again(stranger, topic: str, seconds: float) -> bool:
    """Whether a push, not only a heartbeat, comes through within so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        version = say(topic, "again")
        if stranger.wait_for_version(topic, version, seconds=HEALED)["type"] == "push":
            return True
        time.sleep(0.5)
    return False
