"""Calling off, moving, arriving and selling at once: one comes first, and the other sees it."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import Error, IntegrityError, transaction

from customers import bookings
from customers.actions import call_off_visit as calling
from customers.actions import move_visit as moving
from customers.actions import scan_pass as scanning
from customers.actions.issue_pass import issue_pass
from customers.actions.scan_pass import scan_pass
from customers.errors import CalledOff, VisitBegan
from customers.models import Appointment, Visit
from customers.selectors.people import root_of
from inventory.actions import release as releasing
from inventory.locks import Locked
from inventory.models import Claim
from notifications.models import Message
from omni.lib.actors import Actor
from omni.lib.clock import now
from sales.actions.place_order import Paid
from sales.actions.sell_now import sell_now
from sales.basket import BasketLine
from staff.models import Device
from tests.cast import acting
from tests.customers.visits import AFTER, DAY, FRIDAY_NIGHT, SATURDAY, books, calls_off, held, moves
from tests.races import Other, race, rounds
from tests.stock import TEST, a_stone, on_hand

pytestmark = pytest.mark.django_db(transaction=True)
SUNDAY = SATURDAY + DAY


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(FRIDAY_NIGHT, tick=False) as clock:
        yield clock


def unlocked(booking: Appointment) -> Appointment:
    return Appointment.objects.select_related("store", "customer").get(pk=booking.pk)


def in_the_midst(monkeypatch, module, name: str, other: Other, real=None) -> None:
    """The other begins once `module` has taken its first look."""
    real, first = real or getattr(module, name), [True]

    def look(*args, **kwargs):
        found = real(*args, **kwargs)
        if first and first.pop():
            other.begins()
        return found

    monkeypatch.setattr(module, name, look)


def told(work) -> object:
    try:
        return work()
    except Exception as error:
        return error


@pytest.fixture
def at_the_door(priya, sydney, stone, clock):
    """(her booking, what scans her pass) on the day."""
    booking = books(priya, sydney, stone)
    phone = priya.identities.get(kind="phone")
    _, token = issue_pass(customer=priya, appointment=booking, to=phone, actor=TEST)
    kiosk = Device.objects.create(kind="kiosk", name="Door", store=sydney, token_hash="k" * 64)
    actor = Actor("device", str(kiosk.public_id))
    clock.move_to(SATURDAY - dt.timedelta(hours=1))
    return booking, lambda: scan_pass(shown=token, scan=uuid.uuid4(), device=kiosk, actor=actor)


def test_who_scans_while_it_is_called_off_reads_so(at_the_door, monkeypatch):
    booking, scans = at_the_door
    door = Other(scans)
    in_the_midst(monkeypatch, calling, "lock_booking", door)

    assert calls_off(booking).state == "cancelled"

    assert door.told().outcome == "revoked"
    assert (door.was_early, held(), Visit.objects.count()) == (False, {}, 0)


def test_control_without_her_lock_the_door_lets_her_in_meanwhile(at_the_door, monkeypatch):
    booking, scans = at_the_door
    door = Other(scans)
    in_the_midst(monkeypatch, calling, "lock_booking", door, unlocked)

    answer = told(lambda: calls_off(booking))

    assert door.told().outcome == "welcome"
    assert isinstance(answer, Error), "only the database's last word stands in the way"


def test_who_calls_off_while_she_scans_reads_so(at_the_door, stone, monkeypatch):
    booking, scans = at_the_door
    caller = Other(lambda: calls_off(booking))
    in_the_midst(monkeypatch, scanning, "lock_customer", caller)

    assert scans().visit.appointment == booking

    assert isinstance(caller.told(), VisitBegan)
    assert list(held()) == [stone.sku]


def test_control_without_her_lock_it_is_called_off_under_her_feet(at_the_door, monkeypatch):
    booking, scans = at_the_door
    caller = Other(lambda: calls_off(booking))
    monkeypatch.setattr(scanning, "lock_customer", root_of)
    in_the_midst(monkeypatch, scanning, "_todays", caller)
    monkeypatch.setattr(scanning.Pass.objects, "select_for_update", lambda **_: Visible())

    answer = told(scans)

    assert caller.told().state == "cancelled"
    assert isinstance(answer, Error)


class Visible:
    """Passes without a lock, for the control."""

    def select_related(self, *names):
        from customers.models import Pass

        return Pass.objects.select_related(*names)


def test_what_is_called_off_while_it_is_moved_is_called_off(priya, sydney, stone, monkeypatch):
    booking = books(priya, sydney, stone)
    caller = Other(lambda: calls_off(booking))
    in_the_midst(monkeypatch, moving, "lock_booking", caller)

    assert moves(booking, SUNDAY).starts_at == SUNDAY

    assert (caller.told().state, caller.told().starts_at) == ("cancelled", SUNDAY)
    assert held() == {}


def test_what_is_moved_while_it_is_called_off_isnt(priya, sydney, stone, monkeypatch):
    booking = books(priya, sydney, stone)
    mover = Other(lambda: moves(booking, SUNDAY))
    in_the_midst(monkeypatch, calling, "lock_booking", mover)

    calls_off(booking)

    assert isinstance(mover.told(), CalledOff)
    assert (Appointment.objects.get().starts_at, held()) == (SATURDAY, {})


def test_control_without_her_lock_both_are_promised(priya, sydney, stone, monkeypatch):
    booking = books(priya, sydney, stone)
    caller = Other(lambda: calls_off(booking))
    in_the_midst(monkeypatch, moving, "lock_booking", caller, unlocked)

    answer = told(lambda: moves(booking, SUNDAY))

    assert caller.told().state == "cancelled"
    assert isinstance(answer, Error)


def last_told() -> str:
    return Message.objects.order_by("pk").last().body


def test_of_many_moves_at_once_the_last_stands_and_she_knows_it(priya, sydney, stone):
    booking = books(priya, sydney, stone)
    for _ in range(rounds()):
        before = Message.objects.count()

        results = race(lambda n, b=booking: moves(b, SUNDAY + n * DAY, actor=TEST), 4)

        assert all(isinstance(one, Appointment) for one in results), results
        row = Appointment.objects.get()
        assert held() == {stone.sku: row.starts_at + AFTER}
        assert f"{sydney.local(row.starts_at):%A}" in last_told()
        assert Message.objects.count() - before in (3, 4)  # to where it is already says nothing


def test_control_without_her_lock_she_is_told_another_time(priya, sydney, stone, monkeypatch):
    booking = books(priya, sydney, stone)
    second = Other(lambda: moves(booking, SUNDAY + DAY))
    in_the_midst(monkeypatch, moving, "lock_booking", second, unlocked)

    moves(booking, SUNDAY)

    assert second.told().starts_at == SUNDAY + DAY
    row = Appointment.objects.get()
    assert f"{sydney.local(row.starts_at):%A}" not in last_told()


def sells(marcus, priya, store, stone) -> object:
    return sell_now(
        store=store, sold_by=marcus, customer=priya, actor=acting(marcus),
        lines=[BasketLine(stone.public_id, 1, stone.price, "take_away")],
        paid=[Paid("terminal", stone.price, uuid.uuid4().hex)],
    )  # fmt: skip


def called_off_in_the_midst_of_a_sale(priya, marcus, store, stone) -> object:
    booking = books(priya, store, stone, a_stone())
    caller = Other(lambda: calls_off(booking))
    with transaction.atomic():
        sells(marcus, priya, store, stone)
        caller.begins()
    return caller.told()


def test_what_is_being_sold_stays_sold_and_the_rest_is_free(priya, marcus, sydney, stone):
    after = called_off_in_the_midst_of_a_sale(priya, marcus, sydney, stone)

    assert (after.state, held(), on_hand(stone)) == ("cancelled", {}, (0, 0))
    assert Claim.objects.get(item=stone).released_at is None
    assert "Your piece is free" in last_told()


def test_control_without_locks_a_sold_piece_is_let_go(priya, marcus, sydney, stone, monkeypatch):
    monkeypatch.setattr(bookings, "lock_customer", root_of)
    monkeypatch.setattr(releasing, "lock_stock", lambda ids: Locked({}, {}, now(), set()))

    answer = called_off_in_the_midst_of_a_sale(priya, marcus, sydney, stone)

    assert isinstance(answer, IntegrityError)
    assert "released_or_consumed" in str(answer)


def test_who_buys_while_it_is_called_off_has_it(priya, marcus, sydney, stone, monkeypatch):
    booking = books(priya, sydney, stone)
    till = Other(lambda: sells(marcus, priya, sydney, stone))
    in_the_midst(monkeypatch, calling, "kept_for", till)

    calls_off(booking)

    assert till.told().number
    assert (till.was_early, on_hand(stone)) == (False, (0, 0))
