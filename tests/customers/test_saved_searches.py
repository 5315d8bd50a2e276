"""A search is kept, and new stones that fit are told: once a day at most, never twice of one."""

import datetime as dt
import sys
import threading
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from customers.actions.keep_search import drop_search, keep_search, set_alert, stop_alerts
from customers.actions.match_searches import match_searches
from customers.actions.merge import merge_customers
from customers.actions.send_alerts import send_alerts
from customers.errors import ManySearches, NoAddress
from customers.models import Consent, Customer, SavedSearch, SearchMatch
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.release import release_claims
from inventory.actions.revise_item import revise_item
from inventory.actions.set_price import set_price
from inventory.models import Item
from inventory.selectors.facets import Facets
from notifications.models import Message
from omni.lib import kept
from omni.lib.clock import now
from omni.lib.errors import Invalid
from tests.cast import a_customer, acting
from tests.handset import deliver_all, texts_to
from tests.races import race
from tests.stock import TEST, a_stone

pytestmark = pytest.mark.django_db(transaction=True)
SYDNEY = ZoneInfo("Australia/Sydney")
ROUNDS = Facets(shapes=(1,), price_max=Decimal(20000))


@pytest.fixture(autouse=True)
def _noon(sydney):
    with time_machine.travel(dt.datetime.now(SYDNEY).replace(hour=12, minute=0), tick=True):
        yield


def keeps(who: Customer, facets: Facets = ROUNDS, to: str = "phone", words="") -> SavedSearch:
    search = keep_search(
        customer=who, facets=facets, words=words or "round, up to $20,000", actor=acting(who)
    )
    if to:
        set_alert(search=search, to=who.identities.get(kind=to), actor=acting(who))
    return search


def new(price: str = "15000", **grades) -> Item:
    return a_stone(price=price, **grades)


def told(who: Customer, kind: str = "phone") -> list[str]:
    match_searches(actor=TEST)
    send_alerts(actor=TEST)
    deliver_all()
    return texts_to(who.identities.get(kind=kind).value)


def tomorrow(days: int = 1):
    return time_machine.travel(now() + dt.timedelta(days=days, minutes=1), tick=True)


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


def test_kept_twice_it_is_one_whatever_the_order(priya):
    assert keeps(priya) == keeps(priya, Facets(shapes=(1,), price_max=Decimal(20000), sort="price"))
    assert SavedSearch.objects.count() == 1


def test_refuses_a_search_for_everything_too_many_and_another_address(priya, tom, monkeypatch):
    with pytest.raises(Invalid):
        keeps(priya, Facets(sort="price"))
    monkeypatch.setattr("customers.actions.keep_search.MOST", 1)
    search = keeps(priya, to="")
    with pytest.raises(ManySearches):
        keeps(priya, Facets(shapes=(2,)))
    with pytest.raises(NoAddress):
        set_alert(search=search, to=tom.identities.first(), actor=acting(priya))

    search.refresh_from_db()
    assert (SavedSearch.objects.count(), search.value) == (1, "")


def test_of_two_who_turn_out_to_be_one_the_same_search_is_one(priya):
    stranger = a_customer()
    keeps(priya)
    keeps(stranger, to="")
    keeps(stranger, Facets(shapes=(2,)), to="")

    merge_customers(gone=stranger, kept=priya, why="test", actor=TEST)

    left = SavedSearch.objects.filter(customer=priya, removed_at=None)
    assert sorted(left.values_list("query", flat=True)) == [
        "shape=oval", "shape=round&price_max=20000",
    ]  # fmt: skip


def test_many_who_look_for_the_same_cost_one_search(priya, tom, zoe):
    costs = []
    for people in ([priya], [tom, zoe]):
        for who in people:
            keeps(who)
        new()
        with CaptureQueriesContext(connection) as asked:
            match_searches(actor=TEST)
        costs.append(len(asked))

    assert costs[1] <= costs[0]
    assert SearchMatch.objects.count() == 4


def test_when_nothing_changed_it_costs_few_queries(priya, django_assert_max_num_queries):
    keeps(priya)
    match_searches(actor=TEST)

    with django_assert_max_num_queries(5):
        match_searches(actor=TEST)


def test_batches_reach_everybody(priya, tom, monkeypatch):
    monkeypatch.setattr("customers.actions.match_searches.BATCH", 1)
    monkeypatch.setattr("customers.actions.send_alerts.BATCH", 1)
    keeps(priya)
    keeps(tom)
    new()

    assert len(told(priya)) == len(told(tom)) == 1


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


def test_workers_at_once_write_to_her_once(priya):
    keeps(priya)
    new()
    match_searches(actor=TEST)

    sent = race(lambda n: send_alerts(actor=TEST), 4)

    assert sorted(sent) == [0, 0, 0, 1]
    assert Message.objects.count() == 1


def test_workers_at_once_find_a_stone_once(priya):
    keeps(priya)
    new()

    race(lambda n: match_searches(actor=TEST), 4)

    assert SearchMatch.objects.count() == 1


def kept_by_four(priya) -> list[object]:
    return race(lambda n: keeps(priya, to="").pk, 4)


def test_four_presses_at_once_keep_it_once(priya):
    assert len(set(kept_by_four(priya))) == 1
    assert SavedSearch.objects.count() == 1


def test_control_without_her_lock_the_presses_collide(priya, monkeypatch):
    module = sys.modules["customers.actions.keep_search"]
    monkeypatch.setattr(module, "lock_customer", lambda customer: customer)
    looked = threading.Barrier(4)
    real = module.marker
    monkeypatch.setattr(module, "marker", lambda: (looked.wait(10), real())[1])

    results = kept_by_four(priya)

    assert any(isinstance(result, IntegrityError) for result in results)
    assert SavedSearch.objects.count() == 1
