"""A search is kept, and new stones that fit are told: once a day at most, never twice of one."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from customers.actions.keep_search import drop_search, set_alert, stop_alerts
from customers.actions.match_searches import match_searches
from customers.models import Consent, SavedSearch, SearchMatch
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.release import release_claims
from inventory.actions.revise_item import revise_item
from inventory.actions.set_price import set_price
from inventory.selectors.facets import Facets
from notifications.models import Message
from omni.lib import kept
from tests.cast import acting
from tests.customers.searches import SYDNEY, keeps, new, told, tomorrow
from tests.stock import TEST

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _noon(sydney):
    with time_machine.travel(dt.datetime.now(SYDNEY).replace(hour=12, minute=0), tick=True):
        yield


def test_a_new_stone_that_fits_is_told_with_its_link_and_a_way_to_stop(priya):
    new()
    keeps(priya)
    assert told(priya) == []

    new(price="25000")
    stone = new()

    (text,) = told(priya)
    assert text.startswith(
        "Hi Priya. A new stone matches “round, up to $20,000”: 1.52 ct round E VS1, $15,000. "
        "http://127.0.0.1:8000/diamonds/?shape=round&price_max=20000 "
        "No more of these: http://127.0.0.1:8000/searches/stop/"
    )
    assert SearchMatch.objects.get().item == stone
    assert Message.objects.get().purpose == "news"
    assert "stop/" not in Message.objects.get().body


def test_nobody_hears_of_a_stone_twice(priya):
    keeps(priya)
    stone = new()
    assert len(told(priya)) == 1

    with tomorrow():
        set_price(item=stone, price=Decimal(25000), actor=TEST)
        match_searches(actor=TEST)
        set_price(item=stone, price=Decimal(14000), actor=TEST)

        assert len(told(priya)) == 1


def test_one_message_a_day_with_three_of_them(priya):
    keeps(priya)
    for _ in range(5):
        new()

    (text,) = told(priya)
    assert "5 new stones match" in text
    assert text.count("1.52 ct round") == 3
    assert "; and 2 more. " in text

    new()
    assert len(told(priya)) == 1
    with tomorrow():
        assert len(told(priya)) == 2
        assert len(told(priya)) == 2


def test_two_searches_of_one_person_are_one_message_and_one_stone_once(priya):
    keeps(priya)
    keeps(priya, Facets(colours=(2,)), words="colour E")
    new()

    (text,) = told(priya)
    assert "A new stone matches your searches" in text
    assert text.count("1.52 ct round") == 1


def test_what_she_heard_of_for_one_search_isnt_told_for_another(priya):
    keeps(priya)
    keeps(priya, Facets(price_max=Decimal(12000)), words="up to $12,000")
    stone = new()
    assert len(told(priya)) == 1

    with tomorrow():
        set_price(item=stone, price=Decimal(11000), actor=TEST)

        assert len(told(priya)) == 1
        assert not SearchMatch.objects.filter(ended_at=None).exists()


def test_a_price_that_comes_into_reach_makes_a_stone_new_and_a_smaller_step_doesnt(priya):
    near, dear = new(price="19000"), new(price="24000")
    keeps(priya)

    set_price(item=near, price=Decimal(18000), actor=TEST)
    assert told(priya) == []

    set_price(item=dear, price=Decimal(19500), actor=TEST)
    assert "$19,500" in told(priya)[0]


def test_a_stone_that_is_shown_from_now_on_is_new(priya):
    stone = new()
    revise_item(item=stone, changes={"is_listed": False}, actor=TEST)
    keeps(priya)

    revise_item(item=stone, changes={"is_listed": True}, actor=TEST)

    assert len(told(priya)) == 1


def test_a_hold_that_ends_makes_nothing_new(priya):
    stone = new()
    keeps(priya)
    (claim,) = claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="chat", holder="user:x", expires_at=None, actor=TEST
    )
    release_claims(claims=[claim.public_id], why="test", actor=TEST)

    assert told(priya) == []


def test_a_new_stone_on_hold_waits_until_it_is_free(priya):
    keeps(priya)
    stone = new()
    (claim,) = claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="chat", holder="user:x", expires_at=None, actor=TEST
    )
    assert told(priya) == []

    release_claims(claims=[claim.public_id], why="test", actor=TEST)

    assert len(told(priya)) == 1


def test_what_was_sold_before_she_was_told_isnt_mentioned(priya):
    keeps(priya)
    stone = new()
    match_searches(actor=TEST)
    revise_item(item=stone, changes={"is_listed": False}, actor=TEST)

    assert told(priya) == []
    assert SearchMatch.objects.get().outcome == "gone"


def test_without_an_alert_nothing_is_looked_for_and_turned_on_it_begins_then(priya):
    search = keeps(priya, to="")
    new()
    assert told(priya) == []
    assert not SearchMatch.objects.exists()

    set_alert(search=search, to=priya.identities.get(kind="phone"), actor=acting(priya))
    assert told(priya) == []
    new()

    assert len(told(priya)) == 1
    assert Consent.objects.get().purpose == "alerts"


def test_a_search_that_was_dropped_or_stopped_tells_nothing(priya, tom):
    drop_search(search=keeps(priya), actor=acting(priya))
    keeps(tom)
    assert stop_alerts(customer=tom, actor=acting(tom)) == 1
    new()

    assert told(priya) == told(tom) == []
    assert SavedSearch.objects.get(customer=tom).removed_at is None
    assert [c.granted for c in Consent.objects.filter(customer=tom).order_by("pk")] == [True, False]


def test_the_telephone_is_quiet_at_night_and_the_mailbox_isnt(priya, tom):
    keeps(priya)
    keeps(tom, to="email")
    new()
    night = dt.datetime.now(SYDNEY).replace(hour=22)

    with time_machine.travel(night, tick=True):
        assert told(priya) == []
        assert len(told(tom, "email")) == 1
    with time_machine.travel(night + dt.timedelta(hours=11), tick=True):
        assert len(told(priya)) == 1


def test_a_restored_database_begins_anew(priya):
    search = keeps(priya)
    SavedSearch.objects.update(seen_up_to=search.seen_up_to + 10**9)
    assert told(priya) == []

    new()

    assert len(told(priya)) == 1


def test_a_search_at_a_store_that_is_gone_finds_nothing_elsewhere(priya, perth):
    keeps(priya, Facets(shapes=(1,), places=("perth",)))
    perth.locations.all().delete()
    perth.delete()
    kept.forget()

    new()

    assert told(priya) == []
