"""A search is kept once, matched once and told once, by however many and at whatever cost."""

import datetime as dt
import sys
import threading
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from customers.actions.keep_search import set_alert
from customers.actions.match_searches import match_searches
from customers.actions.merge import merge_customers
from customers.actions.send_alerts import send_alerts
from customers.errors import ManySearches, NoAddress
from customers.models import SavedSearch, SearchMatch
from inventory.selectors.facets import Facets
from notifications.models import Message
from omni.lib.errors import Invalid
from tests.cast import a_customer, acting
from tests.customers.searches import SYDNEY, keeps, new, told
from tests.races import race
from tests.stock import TEST

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _noon(sydney):
    with time_machine.travel(dt.datetime.now(SYDNEY).replace(hour=12, minute=0), tick=True):
        yield


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
    monkeypatch.setattr(module, "marker", lambda: (looked.wait(60), real())[1])

    results = kept_by_four(priya)

    assert any(isinstance(result, IntegrityError) for result in results)
    assert SavedSearch.objects.count() == 1
