"""The pages of a store's floor hear of each change of its bookings."""

import threading
import uuid
from types import SimpleNamespace

import pytest
import time_machine
from django.db import OperationalError

from customers import bookings
from customers.actions.arrive import arrive
from customers.bookings import CHANGED
from customers.errors import BadTime
from customers.live import DIARY
from customers.selectors.visits import diary_versions, floor_versions
from omni.lib import live
from tests.customers.visits import DAY, FRIDAY_NIGHT, SATURDAY, books, calls_off, moves
from tests.races import Together, race
from tests.stock import TEST

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(FRIDAY_NIGHT, tick=False) as clock:
        yield clock


def counted(*stores) -> list[int]:
    keys = [str(store.public_id) for store in stores]
    found = diary_versions(keys)
    return [found[key] for key in keys]


def test_booked_moved_and_called_off_are_three_changes(priya, sydney, perth):
    assert counted(sydney, perth) == [0, 0]

    booking = books(priya, sydney)
    booking = moves(booking, SATURDAY + DAY)
    calls_off(booking)

    assert counted(sydney, perth) == [3, 0]
    assert floor_versions([str(sydney.public_id)]) == {str(sydney.public_id): 0}


def test_who_was_booked_and_is_here_is_a_change_and_who_walks_in_is_none(priya, zoe, sydney, clock):
    books(priya, sydney)
    clock.move_to(SATURDAY)

    arrive(customer=zoe, store=sydney, actor=TEST)
    assert counted(sydney) == [1]
    arrive(customer=priya, store=sydney, actor=TEST)
    arrive(customer=priya, store=sydney, actor=TEST)

    assert counted(sydney) == [2]


def test_moved_to_another_store_both_of_them_hear_it(priya, sydney, melbourne, perth):
    booking = books(priya, sydney)

    moves(booking, SATURDAY, store=melbourne)

    assert counted(sydney, melbourne, perth) == [2, 1, 0]


def test_what_changes_nothing_is_no_news(priya, sydney):
    booking, key = books(priya, sydney), uuid.uuid4()
    after = moves(booking, SATURDAY + DAY, key=key)

    moves(booking, SATURDAY + DAY, key=key)
    moves(after, SATURDAY + DAY)
    with pytest.raises(BadTime):
        moves(after, SATURDAY - DAY)

    assert counted(sydney) == [2]


def test_it_is_pushed_once_it_is_committed(
    priya, sydney, melbourne, monkeypatch, django_capture_on_commit_callbacks
):
    booking, pushed = books(priya, sydney), []
    monkeypatch.setattr(live, "publish_later", pushed.append)

    moves(booking, SATURDAY, store=melbourne)

    news = {}
    for one in pushed:
        news |= one() if any("diary:" in key for key in one()) else {}
    assert news == {
        f"diary:{sydney.public_id}": {"version": 2},
        f"diary:{melbourne.public_id}": {"version": 1},
    }


def test_only_who_works_there_follows_it(sydney, melbourne, marcus, priya):
    keys = [str(sydney.public_id), str(melbourne.public_id)]
    his = SimpleNamespace(device=None, user=marcus, customer=None)
    hers = SimpleNamespace(device=None, user=None, customer=priya)

    assert DIARY.authorise(his, keys) == keys[:1]
    assert DIARY.authorise(hers, keys) == []
    assert DIARY.fragments(keys, his) == {keys[0]: {"version": 0}}


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_none_is_lost(priya, zoe, tom, sydney, melbourne):
    """Also where some go from here to there and others from there to here."""
    everybody = [priya, zoe, tom]
    there = [books(who, store) for who in everybody for store in (sydney, melbourne)]
    other = {sydney.pk: melbourne, melbourne.pk: sydney}

    results = race(lambda n: moves(there[n], SATURDAY, store=other[there[n].store_id]), 6)

    assert [type(one).__name__ for one in results] == ["Appointment"] * 6
    assert counted(sydney, melbourne) == [3 + 6, 3 + 6]


@pytest.mark.django_db(transaction=True)
def test_control_without_one_order_of_stores_they_block_each_other(
    priya, zoe, sydney, melbourne, monkeypatch
):
    both_began, first = Together(2), threading.local()

    class Slow:
        def rows(self, store):
            answer = CHANGED.rows(store)
            if not getattr(first, "done", False):
                first.done = True
                both_began()
            return answer

    there = [books(priya, sydney), books(zoe, melbourne)]
    monkeypatch.setattr(bookings, "CHANGED", Slow())
    monkeypatch.setattr(bookings, "in_order", lambda stores: stores)
    other = {sydney.pk: melbourne, melbourne.pk: sydney}

    results = race(lambda n: moves(there[n], SATURDAY, store=other[there[n].store_id]), 2)

    assert sum(isinstance(one, OperationalError) for one in results) == 1
