"""At the desk: she writes that she can’t come; her visit is moved or called off in the chat."""

import datetime as dt
import uuid

import pytest
import time_machine

from customers.models import Appointment
from tests.cast import a_browser
from tests.chat.scenes import a_conversation
from tests.customers.visits import AFTER, DAY, FRIDAY_NIGHT, SATURDAY, books, calls_off, held

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_evening_before():
    with time_machine.travel(FRIDAY_NIGHT, tick=False):
        yield


@pytest.fixture
def desk(hana):
    return a_browser(user=hana)


@pytest.fixture
def booking(priya, sydney, stone) -> Appointment:
    return books(priya, sydney, stone)


@pytest.fixture
def chat(priya, stone):
    return a_conversation(priya, item=stone)


def asks(desk, chat, booking, step: str, **fields):
    form = {"booked": str(booking.public_id), "client_key": str(uuid.uuid4())} | fields
    return desk.post(f"/desk/{chat.public_id}/visit/{step}/", form)


def moves_it(desk, chat, booking, **fields):
    slot = {"store": "sydney", "on": "2030-12-01", "at": "14:15"} | fields
    return asks(desk, chat, booking, "move", **slot)


def test_moved_the_panel_says_the_new_time(desk, chat, booking, stone):
    answer = moves_it(desk, chat, booking)

    assert answer.status_code == 200
    assert "Sydney, Sun 1 Dec 2:15 pm" in answer.content.decode()
    assert held() == {stone.sku: SATURDAY + DAY + AFTER}


def test_before_it_is_called_off_the_panel_says_what_that_means(desk, chat, booking, stone):
    html = desk.get(f"/desk/{chat.public_id}/visit/").content.decode()
    assert "Its piece is free for others again" in html

    answer = asks(desk, chat, booking, "call-off")

    assert "No visit booked" in answer.content.decode()
    assert held() == {}


def test_a_time_that_cant_be_is_said_beside_it(desk, chat, booking):
    answer = moves_it(desk, chat, booking, at="22:00")

    assert answer.status_code == 422
    assert "Sydney isn’t open then." in answer.content.decode()
    booking.refresh_from_db()
    assert booking.starts_at == SATURDAY


def test_what_she_called_off_herself_is_said(desk, chat, booking):
    calls_off(booking)

    for answer in (moves_it(desk, chat, booking), asks(desk, chat, booking, "call-off")):
        assert answer.status_code == 409
        assert "This visit is called off already." in answer.content.decode()


@pytest.mark.parametrize("step", ["move", "call-off"])
def test_a_visit_of_somebody_else_isnt_there(desk, chat, zoe, sydney, step):
    theirs = books(zoe, sydney, at=SATURDAY + dt.timedelta(hours=1))

    assert asks(desk, chat, theirs, step).status_code == 404
    assert asks(desk, chat, theirs, step, booked="x").status_code == 404

    theirs.refresh_from_db()
    assert (theirs.state, theirs.moves) == ("booked", 0)
