"""Limits are counted exactly, whether or not the count waits for the disk."""

import datetime as dt

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from omni.lib.errors import TooMany
from omni.lib.limits import LIGHTLY, ONE_MORE, count, limit
from omni.lib.models import Counter
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = dt.timedelta(minutes=1)


def waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        return cursor.fetchone()[0] == "on"


@pytest.fixture(autouse=True)
def _waiting():
    """The test servers don't wait; a shop's does."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")
    yield
    connection.close()


@pytest.mark.parametrize("lightly", [False, True])
def test_counts_one_by_one_and_refuses_past_the_most(lightly):
    with time_machine.travel(dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC), tick=False):
        counts = [count(name="x", per=MINUTE, lightly=lightly) for _ in range(3)]
        with pytest.raises(TooMany):
            limit(name="x", most=3, per=MINUTE, lightly=lightly)

    assert counts == [1, 2, 3]
    assert Counter.objects.get().count == 4  # what is refused counts too


def test_twenty_at_once_are_twenty():
    with time_machine.travel(dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC), tick=False):
        counts = race(lambda _: count(name="x", per=MINUTE, lightly=True), 20)

    assert sorted(counts) == list(range(1, 21))


def test_what_comes_after_a_light_count_waits_as_ever():
    count(name="x", per=MINUTE, lightly=True)

    assert waits()


def test_a_light_count_within_an_action_leaves_its_commit_alone():
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        count(name="x", per=MINUTE, lightly=True)
        assert waits()

    assert ONE_MORE.name in queries[0]["sql"]


def test_only_a_light_count_doesnt_wait():
    with CaptureQueriesContext(connection) as queries:
        count(name="x", per=MINUTE)
        count(name="x", per=MINUTE, lightly=True)

    sent = [query["sql"].split()[1] for query in queries if "EXECUTE" in query["sql"]]
    assert sent == [ONE_MORE.name, LIGHTLY.name]
    with transaction.atomic():
        LIGHTLY.rows("x", dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
        assert not waits()  # to the end of its own transaction
