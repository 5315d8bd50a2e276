"""Staff move a booked visit or call it off from the diary, and read there what became of it."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.actions.arrive import arrive
from customers.models import Appointment
from inventory.models import Transfer
from tests.cast import a_browser, acting
from tests.customers.visits import (
    AFTER,
    DAY,
    FRIDAY_NIGHT,
    SATURDAY,
    books,
    boxes,
    calls_off,
    held,
    moves,
)
from tests.stock import TEST, a_stone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(FRIDAY_NIGHT, tick=False) as clock:
        yield clock


@pytest.fixture
def booking(priya, sydney, stone) -> Appointment:
    return books(priya, sydney, stone)


@pytest.fixture
def ipad(marcus):
    return a_browser(user=marcus)


def address(booking, step: str = "", store: str = "sydney") -> str:
    return f"/floor/{store}/diary/{booking.public_id}/{step}"


def page(browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(**fields) -> dict:
    day = {"store": "sydney", "on": "2030-12-01", "at": "14:15", "client_key": str(uuid.uuid4())}
    return day | fields


def test_the_diary_leads_to_it(ipad, booking):
    assert address(booking) in page(ipad, "/floor/sydney/diary/?on=2030-11-30")

    html = page(ipad, address(booking))
    assert "Saturday 30 November, 2:15 pm" in html
    assert "Here, held for her" in html


def test_called_off_it_stays_in_the_diary_and_says_so(ipad, booking, stone):
    asks = page(ipad, address(booking, "call-off/"))
    assert "Her piece is free for others again" in asks
    assert list(held()) == [stone.sku]

    answer = ipad.post(address(booking, "call-off/"), {"client_key": str(uuid.uuid4())})

    assert answer["Location"] == "/floor/sydney/diary/?on=2030-11-30"
    html = page(ipad, answer["Location"])
    assert '<span class="pill">Called off</span>' in html
    assert address(booking) not in html
    assert stone.title not in html
    assert held() == {}


def test_moved_it_is_in_the_diary_of_the_other_day(ipad, booking, stone):
    answer = ipad.post(address(booking, "move/"), sent())

    assert answer["Location"] == "/floor/sydney/diary/?on=2030-12-01"
    assert "Priya Nair" in page(ipad, answer["Location"])
    assert "Priya Nair" not in page(ipad, "/floor/sydney/diary/?on=2030-11-30")
    assert held() == {stone.sku: SATURDAY + DAY + AFTER}


def test_moved_to_another_store_it_is_that_stores(ipad, booking, lucia, melbourne):
    ipad.post(address(booking, "move/"), sent(store="melbourne"))

    assert boxes() == [("sydney", "melbourne", "requested")]
    assert ipad.get(address(booking)).status_code == 404
    assert "Melbourne" in page(a_browser(user=lucia), address(booking, store="melbourne"))


@pytest.mark.parametrize(("fields", "why"), [
    ({"at": "22:00"}, "Sydney isn’t open then."), ({"on": ""}, "Choose a day."),
])  # fmt: skip
def test_what_cant_be_is_said(ipad, booking, fields, why):
    answer = ipad.post(address(booking, "move/"), sent(**fields))

    assert answer.status_code == 422
    assert why in answer.content.decode()
    booking.refresh_from_db()
    assert booking.starts_at == SATURDAY


def test_what_she_called_off_herself_is_said(ipad, booking):
    calls_off(booking)

    for step, form in (("move/", sent()), ("call-off/", {"client_key": str(uuid.uuid4())})):
        answer = ipad.post(address(booking, step), form)
        assert answer.status_code == 409
        assert "This visit is called off already." in answer.content.decode()


def test_her_profile_tells_both(ipad, booking, priya, marcus):
    calls_off(moves(booking, SATURDAY + DAY), acting(marcus))

    html = page(ipad, f"/floor/sydney/clients/{priya.public_id}/?show=visits")

    assert "<b>Visit moved</b> to Sydney, George Street, Sun 1 Dec, 2:15 pm" in html
    assert "<b>Visit called off</b>, Sydney, George Street, Sun 1 Dec, 2:15 pm, by Marcus" in html


def test_who_was_to_come_next_and_doesnt_is_struck_off(booking, marcus, clock):
    clock.move_to(SATURDAY - dt.timedelta(hours=1))
    ipad = a_browser(user=marcus)
    assert "Viewing" in page(ipad, "/floor/sydney/arrivals/")

    calls_off(booking)

    html = page(ipad, "/floor/sydney/arrivals/")
    assert "Called off" in html
    assert "Viewing" not in html


@pytest.fixture
def late(priya, sydney, perth, clock) -> Appointment:
    """One of her pieces comes from Perth, and not by then."""
    booking = books(priya, sydney, a_stone(at=perth.locations.get()))
    Transfer.objects.update(requested_at=FRIDAY_NIGHT)
    clock.move_to(SATURDAY - dt.timedelta(hours=1))
    return booking


def test_what_is_late_is_said_of_who_comes_and_on_her_profile(late, priya, marcus):
    ipad = a_browser(user=marcus)
    for path in ("/floor/sydney/arrivals/", f"/floor/sydney/clients/{priya.public_id}/"):
        html = page(ipad, path)
        assert "<b>Late: 1.52 ct round E VS1.</b> From Perth, not before Wednesday" in html


def test_what_is_late_is_said_when_she_has_arrived(late, priya, sydney, marcus):
    ipad = a_browser(user=marcus)
    arrive(customer=priya, store=sydney, actor=TEST)

    assert "<b>Late: 1.52 ct round E VS1.</b>" in page(ipad, "/floor/sydney/arrivals/")


def test_pieces_to_be_ready_cost_no_more_for_more_people(late, tom, zoe, sydney, perth, marcus):
    ipad = a_browser(user=marcus)
    path = "/floor/sydney/arrivals/"
    page(ipad, path)
    with CaptureQueriesContext(connection) as one:
        page(ipad, path)
    for who in (tom, zoe):
        books(who, sydney, a_stone(at=perth.locations.get()), a_stone())

    with CaptureQueriesContext(connection) as three:
        page(ipad, path)

    assert len(three) == len(one) <= 11
