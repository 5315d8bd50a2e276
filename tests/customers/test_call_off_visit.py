"""A visit that is called off leaves nothing behind: no hold, no box, no pass, and one message."""

import uuid

import pytest
import time_machine
from django.db import Error, transaction

from customers.actions.arrive import arrive
from customers.actions.issue_pass import issue_pass
from customers.actions.scan_pass import scan_pass
from customers.errors import CalledOff, VisitBegan, VisitOver
from customers.models import Appointment, Interaction, Pass
from customers.selectors.diary import next_booking
from customers.selectors.timeline import timeline_of
from inventory.actions.consume import consume_claims
from inventory.models import Claim, Transfer
from notifications.models import Message
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.errors import NotThere
from staff.models import Device
from tests.cast import a_customer, acting
from tests.customers.parting import merge, part_of, undo
from tests.customers.visits import DAY, FRIDAY_NIGHT, SATURDAY, books, boxes, calls_off, held
from tests.inventory.moves import Wish, asked, packed
from tests.stock import TEST, a_place, a_stone, hold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(FRIDAY_NIGHT, tick=False) as clock:
        yield clock


def test_its_pieces_are_free_and_the_row_says_who_and_when(priya, sydney, stone):
    other = a_stone()
    booking = books(priya, sydney, stone, other)

    after = calls_off(booking)

    assert held() == {}
    assert {one.released_why for one in Claim.objects.all()} == {
        f"the visit was called off ({acting(priya)})"
    }
    assert (after.state, after.called_off_at) == ("cancelled", now())
    assert after.called_off_by == str(acting(priya))
    assert next_booking(priya) is None


def test_her_timeline_and_one_message_say_so(priya, sydney, stone, marcus):
    booking = books(priya, sydney, stone)

    calls_off(booking, acting(marcus))

    told = [entry.sentence for entry in timeline_of(priya) if entry.kind == "called_off"]
    assert told == [
        ("Visit called off", ", Sydney, George Street, Sat 30 Nov, 2:15 pm, by Marcus Okafor")
    ]
    message = Message.objects.get()
    assert (message.purpose, message.to_address) == ("service", "+61491570006")
    assert message.body == (
        "Hi Priya. Your visit to Sydney, George Street, Saturday 30 November, 2:15 pm, is called "
        "off. Your piece is free for others again. For another time, ring us on (02) 5550 1100."
    )


def test_the_message_goes_where_her_pass_went(priya, sydney):
    email = priya.identities.get(kind="email")
    booking = books(priya, sydney)
    issue_pass(customer=priya, appointment=booking, to=email, actor=TEST)

    calls_off(booking)

    assert Message.objects.get(dedupe_key__startswith="called-off").channel == "email"


def test_whom_we_cant_reach_isnt_written_to(zoe, sydney):
    zoe.identities.all().delete()

    assert calls_off(books(zoe, sydney)).state == "cancelled"
    assert not Message.objects.exists()


def test_the_same_key_is_one_calling_off_and_another_is_told(priya, sydney):
    booking, key = books(priya, sydney), uuid.uuid4()

    for _ in range(2):
        assert calls_off(booking, key=key).state == "cancelled"
    with pytest.raises(CalledOff, match="called off already"):
        calls_off(booking)

    assert Message.objects.count() == Interaction.objects.filter(kind="called_off").count() == 1


def test_who_has_arrived_isnt_called_off(priya, sydney, stone, clock):
    booking = books(priya, sydney, stone)
    clock.move_to(SATURDAY)
    arrive(customer=priya, store=sydney, actor=TEST)

    with pytest.raises(VisitBegan):
        calls_off(booking)

    assert list(held()) == [stone.sku]
    assert not Message.objects.exists()


def test_what_is_past_isnt_called_off(priya, sydney, clock):
    booking = books(priya, sydney)
    clock.move_to(SATURDAY + DAY)

    with pytest.raises(VisitOver):
        calls_off(booking)

    assert Appointment.objects.get().state == "booked"


def test_its_pass_opens_nothing_and_another_does(priya, sydney, clock):
    booking = books(priya, sydney)
    phone = priya.identities.get(kind="phone")
    card, token = issue_pass(customer=priya, appointment=booking, to=phone, actor=TEST)
    Pass.objects.create(
        customer=priya, token_hash="x", code_hash="x", created_at=now(), expires_at=now() + DAY
    )
    kiosk = Device.objects.create(kind="kiosk", name="Door", store=sydney, token_hash="k" * 64)

    calls_off(booking)

    clock.move_to(SATURDAY)
    actor = Actor("device", str(kiosk.public_id))
    scan = scan_pass(shown=token, scan=uuid.uuid4(), device=kiosk, actor=actor)
    assert (scan.outcome, scan.card) == ("revoked", card)
    assert Pass.objects.filter(revoked_at=None).count() == 1


def test_nothing_is_sent_for_it_and_her_story_doesnt_complain(priya, sydney, melbourne):
    item = a_stone(at=melbourne.locations.get())
    booking = books(priya, sydney, item)

    calls_off(booking)

    assert boxes() == [("melbourne", "sydney", "cancelled")]
    assert Transfer.objects.get().cancelled_why == "the visit was called off"
    assert not Interaction.objects.filter(kind="noted").exists()


def test_what_is_packed_is_left_to_people(priya, sydney, melbourne):
    booking = books(priya, sydney, a_stone(at=melbourne.locations.get()))
    packed(Transfer.objects.get())

    calls_off(booking)

    assert boxes() == [("melbourne", "sydney", "picked")]
    assert held() == {}


def test_a_box_with_pieces_of_others_goes(priya, sydney, melbourne):
    place = melbourne.locations.get()
    hers, other = a_stone(at=place), a_stone(at=place)
    asks = hold(hers, f"customer:{priya.public_id}")
    asked(Wish(hers.pk, claim=asks.public_id), Wish(other.pk), source=place, to=a_place("sydney"))
    booking = books(priya, sydney, hers)

    calls_off(booking)

    assert boxes() == [("melbourne", "sydney", "requested")]
    assert held() == {}


def test_what_she_bought_meanwhile_stays_sold(priya, sydney, stone):
    other = a_stone()
    booking = books(priya, sydney, stone, other)
    sold = Claim.objects.get(item=stone)
    consume_claims(claims=[sold.public_id], cause="order:1", actor=TEST)

    calls_off(booking)

    sold.refresh_from_db()
    assert (sold.released_at, sold.consumed_at is None) == (None, False)
    assert Message.objects.get().body.count("Your piece is free") == 1


def test_called_off_while_two_were_one_it_goes_back_so(priya, ana, sydney, stone):
    visitor = a_customer()
    booking = books(visitor, sydney, stone)
    joined = merge(visitor, priya)
    assert calls_off(booking).customer == priya

    record = undo(joined, ana)

    row = Appointment.objects.get()
    assert (row.customer, row.state, held()) == (visitor, "cancelled", {})
    assert part_of(record, "Bookings") == (["Sydney, 30 November 2030 (called off)"], [])


def test_whose_it_isnt_any_more_cant_call_it_off(priya, ana, sydney):
    visitor = a_customer()
    books(visitor, sydney)
    joined = merge(visitor, priya)
    hers = Appointment.objects.get()
    assert hers.customer == priya
    undo(joined, ana)

    with pytest.raises(NotThere):
        calls_off(hers)

    assert Appointment.objects.get().state == "booked"


@pytest.mark.parametrize("change", [
    {"state": "booked"}, {"state": "arrived"}, {"starts_at": SATURDAY - DAY},
])  # fmt: skip
def test_the_database_keeps_it_called_off(priya, sydney, change):
    booking = calls_off(books(priya, sydney))

    with pytest.raises(Error, match="Cannot update"), transaction.atomic():
        Appointment.objects.filter(pk=booking.pk).update(
            called_off_at=None, called_off_by="", **change
        )


def test_the_database_wants_to_know_who(priya, sydney):
    booking = books(priya, sydney)

    with pytest.raises(Error, match="called_off_by_somebody"), transaction.atomic():
        Appointment.objects.filter(pk=booking.pk).update(state="cancelled", called_off_at=now())
