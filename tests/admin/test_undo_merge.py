"""A merge is undone in the admin by whoever may, after reading what goes back and what stays."""

import uuid

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from customers.models import Merge
from tests.admin.test_limited import allow
from tests.cast import a_browser, a_customer
from tests.customers.parting import chats, has_papers, holds, likes, merge, pays, undo
from tests.stock import a_stone

pytestmark = pytest.mark.django_db
VIEW, CHANGE = "customers.view_merge", "customers.change_merge"


@pytest.fixture
def joined(priya, stone) -> Merge:
    visitor = a_customer("Joan Whitlock")
    likes(visitor, stone)
    return merge(visitor, priya)


def page(merge: Merge, what: str) -> str:
    return reverse(f"admin:customers_merge_{what}", args=[merge.pk])


def sent(why: str = "Zoe’s laptop") -> dict:
    return {"why": why, "client_key": str(uuid.uuid4())}


def test_it_shows_what_moved_asks_and_undoes(office, ada, joined, stone):
    assert page(joined, "undo") in office.get(page(joined, "change")).content.decode()
    asked = office.get(page(joined, "undo")).content.decode()
    assert stone.sku in asked
    assert "Joan Whitlock was taken for Priya Nair" in asked

    done = office.post(page(joined, "undo"), sent(), follow=True).content.decode()

    joined.refresh_from_db()
    assert (joined.undone_why, joined.undone_by) == ("Zoe’s laptop", f"user:{ada.public_id}")
    assert "They are two again." in done
    assert "Went back" in done
    assert stone.sku in done
    assert page(joined, "undo") not in done
    log = LogEntry.objects.get()
    assert (log.user, log.change_message) == (ada, "Undone: Zoe’s laptop")


def test_a_second_time_is_said_and_not_in_the_log(office, joined):
    office.post(page(joined, "undo"), sent())

    again = office.post(page(joined, "undo"), sent(), follow=True).content.decode()

    assert "undone already" in again
    assert LogEntry.objects.count() == 1


def test_a_refusal_is_said_with_what_was_typed(office, joined):
    answer = office.post(page(joined, "undo"), sent("<b"))

    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Say why in a few words" in shown
    assert 'value="&lt;b"' in shown
    joined.refresh_from_db()
    assert joined.undone_at is None
    assert not LogEntry.objects.exists()


def test_what_stands_in_the_way_is_said_before_anybody_tries(office):
    between = a_customer("Between")
    first = merge(a_customer(), between)
    merge(between, a_customer("Priya Nair", "+61491570006"))

    shown = office.get(page(first, "undo")).content.decode()

    assert "Between turned out to be Priya Nair later. Undo that merge first." in shown
    assert "client_key" not in shown
    assert office.post(page(first, "undo"), sent()).status_code == 409


@pytest.mark.parametrize("rights", [(), (VIEW,)])
def test_who_may_only_look_has_no_way(ana, joined, rights):
    browser = a_browser(user=allow(ana, *rights))

    assert page(joined, "undo") not in browser.get(page(joined, "change")).content.decode()
    assert browser.get(page(joined, "undo")).status_code == 403
    assert browser.post(page(joined, "undo"), sent()).status_code == 403
    joined.refresh_from_db()
    assert joined.undone_at is None


def test_the_right_alone_is_not_enough_for_an_associate(marcus, joined):
    browser = a_browser(user=allow(marcus, VIEW, CHANGE))

    assert browser.post(page(joined, "undo"), sent()).status_code == 403


def test_a_manager_with_the_right_may(ana, joined):
    browser = a_browser(user=allow(ana, VIEW, CHANGE))

    assert browser.post(page(joined, "undo"), sent()).status_code == 302
    joined.refresh_from_db()
    assert joined.undone_at


def test_a_customers_page_leads_to_her_merges(office, joined, priya):
    shown = office.get(reverse("admin:customers_customer_change", args=[priya.pk])).content.decode()

    assert page(joined, "change") in shown


def test_it_costs_no_more_for_much_that_moved(office, priya, ana, sydney):
    costs = []
    for count in (1, 4):
        visitor = a_customer()
        likes(visitor, *(a_stone() for _ in range(count)))
        chats(visitor, ana, "waiting")
        for _ in range(count):
            holds(visitor, a_stone())
            has_papers(visitor, sydney, ana)
            pays(visitor, a_stone(), sydney, ana)
        joined = merge(visitor, priya)
        with CaptureQueriesContext(connection) as queries:
            assert office.get(page(joined, "undo")).status_code == 200
        costs.append(len(queries))
        undo(joined, ana)

    assert costs[1] <= costs[0] <= 32, costs
