"""Who came in is on the floor's page, with her story; who goes to her takes her off the queue."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.actions.book_visit import book_visit
from customers.models import Interaction, Visit
from customers.selectors.visits import floor_versions
from omni.lib.clock import now
from tests.cast import a_browser, acting
from tests.floor.scenes import checks_in, key

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 11, 20, 0, 0, tzinfo=dt.UTC)  # Friday, 11 am in Sydney


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def ipad(marcus):
    return a_browser(user=marcus)


def page(browser, path="/floor/sydney/") -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def take(browser, visit, store="sydney"):
    path = f"/floor/{store}/visits/{visit.public_id}/take/"
    return browser.post(path, {"client_key": key()})


def test_nobody_waits_says_so(ipad):
    html = page(ipad)

    assert "Nobody’s waiting." in html
    assert "0 here" in html
    assert "Nobody is in front of you" in html


def test_a_pass_at_the_door_opens_her_story(ipad, priya, ana, sydney, stone):
    booked = book_visit(
        customer=priya, store=sydney, starts_at=now() + dt.timedelta(minutes=15), items=[stone],
        companion="Tom", note="Size J. Hopes to wear it in March.", actor=acting(ana),
    )  # fmt: skip
    before = floor_versions([str(sydney.public_id)])

    checks_in(priya, sydney, ana, booked)
    html = page(ipad)

    assert "VIP, just checked in" in html
    assert "With Tom, booked for 11:15\u00a0am." in html
    assert "<b>Size J.</b> Hopes to wear it in March." in html
    assert "<b>Arrived</b>" in html
    assert floor_versions([str(sydney.public_id)]) != before
    assert f'data-live="floor:{sydney.public_id}"' in html


def test_unclaimed_for_a_minute_it_says_so(ipad, priya, ana, sydney, morning):
    checks_in(priya, sydney, ana)
    morning.shift(61)

    assert "VIP, not greeted yet" in page(ipad, "/floor/sydney/arrivals/")


def test_taking_her_takes_her_off_everybodys_queue(ipad, priya, ana, sydney, marcus):
    visit = checks_in(priya, sydney, ana)

    answer = take(ipad, visit)

    assert answer["Location"] == f"/floor/sydney/clients/{priya.public_id}/"
    assert Visit.objects.get().taken_by == marcus
    assert Interaction.objects.get(kind="greeted").customer == priya
    assert "With you" in page(ipad)
    others = page(a_browser(user=ana))
    assert "With Marcus" in others
    assert "I’m on my way" not in others


def test_taken_already_says_by_whom_and_changes_nothing(ipad, priya, ana, sydney, marcus):
    visit = checks_in(priya, sydney, ana)
    take(a_browser(user=ana), visit)

    answer = take(ipad, visit)

    assert answer.status_code == 409
    assert "Ana is on the way already." in answer.content.decode()
    assert Visit.objects.get().taken_by == ana


def test_has_left_ends_the_visit(ipad, priya, ana, sydney):
    visit = checks_in(priya, sydney, ana)

    ipad.post(f"/floor/sydney/visits/{visit.public_id}/leave/", {"client_key": key()})

    assert Visit.objects.get().closed_at == now()
    assert "0 here" in page(ipad)


def test_a_walk_in_found_by_her_mobile_has_one_visit(ipad, priya, sydney):
    found = page(ipad, "/floor/sydney/stock/?q=0491570006")
    assert "Priya Nair" in found

    for _ in range(2):
        sent = {"customer": str(priya.public_id), "client_key": key()}
        assert ipad.post("/floor/sydney/arrive/", sent).status_code == 302

    assert Visit.objects.get().customer == priya
    assert Interaction.objects.get(kind="arrived").channel == "store"


def test_two_visitors_just_looking(ipad):
    ipad.post("/floor/sydney/arrive/", {"guests": "2", "looking": "yes", "client_key": key()})

    html = page(ipad)
    assert "Two visitors" in html
    assert "Just looking" in html


def test_the_same_walk_in_sent_twice_is_one(ipad):
    sent = {"guests": "2", "client_key": key()}

    for _ in range(2):
        ipad.post("/floor/sydney/arrive/", sent)

    assert Visit.objects.count() == 1


@pytest.mark.parametrize("guests", ["0", "-1", "99", "two", ""])
def test_refuses_a_number_of_guests_that_is_none(ipad, guests):
    answer = ipad.post("/floor/sydney/arrive/", {"guests": guests, "client_key": key()})

    assert answer.status_code == 422
    assert Visit.objects.count() == 0


def test_a_walk_in_needs_its_key(ipad):
    assert ipad.post("/floor/sydney/arrive/", {"guests": "1"}).status_code == 422
    assert Visit.objects.count() == 0


def test_a_walk_in_comes_to_her_booking(ipad, priya, sydney, ana):
    book_visit(
        customer=priya, store=sydney, starts_at=now() + dt.timedelta(hours=1), items=[],
        actor=acting(ana),
    )  # fmt: skip

    ipad.post("/floor/sydney/arrive/", {"customer": str(priya.public_id), "client_key": key()})

    assert Visit.objects.get().appointment.state == "arrived"


def test_the_page_costs_few_queries(ipad, priya, ana, sydney, stone):
    booked = book_visit(
        customer=priya, store=sydney, starts_at=now() + dt.timedelta(minutes=15), items=[stone],
        actor=acting(ana),
    )  # fmt: skip
    checks_in(priya, sydney, ana, booked)
    page(ipad)

    with CaptureQueriesContext(connection) as asked:
        page(ipad)

    assert len(asked) <= 15
