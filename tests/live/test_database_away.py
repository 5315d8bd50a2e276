"""The database is away: sockets stay, say that they know nothing new, and catch up."""

import contextlib
from collections.abc import Iterator

import psycopg2
from django.db import connection

from . import toy
from .conftest import cookie_of


@contextlib.contextmanager
def closed_to_others() -> Iterator[None]:
    """Nobody but this test gets a connection, and those who have one lose it."""
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        ours = cursor.fetchone()[0]
    elsewhere = psycopg2.connect(**connection.get_connection_params() | {"dbname": "postgres"})
    elsewhere.autocommit = True
    with contextlib.closing(elsewhere), elsewhere.cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        try:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = %s AND pid <> %s",
                [name, ours],
            )
            yield
        finally:
            cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def test_says_that_it_knows_nothing_new_and_catches_up(page):
    topic = toy.a_toy()
    stranger = page()
    stranger.follow(topic)
    stranger.wait_for_version(topic, 1)

    with closed_to_others():
        stale = stranger.wait(lambda frame: frame.get("stale"), seconds=12)
        toy.change(topic, "sold")

    assert stale == {"type": "beat", "versions": {}, "stale": True}
    assert stranger.wait_for_version(topic, 2, seconds=15)


def test_lets_pages_in_meanwhile_and_grants_private_topics_afterwards(page, priya, zoe):
    public, hers = toy.a_toy(), toy.a_toy(owner=priya.public_id)
    priyas, zoes = cookie_of(priya), cookie_of(zoe)

    with closed_to_others():
        her_page, her_other, a_strangers = page(priyas), page(priyas), page(zoes)
        assert her_page.follow(public) == {"type": "following", "topics": [public]}
        her_other.say(type="follow", topics=[hers])
        a_strangers.say(type="follow", topics=[hers])
        her_page.wait(lambda frame: frame.get("stale"), seconds=12)

    granted = her_other.wait(lambda frame: frame["type"] in {"following", "denied"}, seconds=15)
    assert granted == {"type": "following", "topics": [hers]}
    assert a_strangers.wait_for_close(15) == 4403
    assert a_strangers.seen[-1] == {"type": "denied", "topics": [hers]}
    assert not [frame for frame in a_strangers.seen if frame["type"] == "push"]
