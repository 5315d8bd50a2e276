"""A visit that is moved takes everything along: its pieces, their boxes, the pass, and her word."""

import datetime as dt
import uuid

import pytest
import time_machine

from customers.actions.issue_pass import issue_pass
from customers.errors import BadTime, CalledOff, MovedOften
from customers.models import Appointment, Interaction, Pass
from customers.selectors.diary import pieces_of
from customers.selectors.timeline import timeline_of
from inventory.actions.extend_claims import extend_claims
from inventory.actions.ship_transfer import ship_transfer
from inventory.models import Claim, Transfer
from notifications.models import Message
from tests.cast import acting
from tests.customers.visits import (
    AFTER,
    DAY,
    FRIDAY_NIGHT,
    SATURDAY,
    a_day_from,
    books,
    boxes,
    calls_off,
    held,
    moves,
)
from tests.inventory.moves import Wish, asked, packed
from tests.stock import TEST, a_place, a_stone, hold

pytestmark = pytest.mark.django_db
SUNDAY, MONDAY = SATURDAY + DAY, SATURDAY + 2 * DAY


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(FRIDAY_NIGHT, tick=False) as clock:
        yield clock


def said(booking: Appointment) -> list[str]:
    pieces = pieces_of([booking], booking.store)[booking.pk]
    return [one.word if one else "" for _item, one in pieces]


def test_its_holds_end_after_the_new_time(priya, sydney, stone):
    booking = books(priya, sydney, stone)

    after = moves(booking, SUNDAY)
    assert held() == {stone.sku: SUNDAY + AFTER}
    moves(after, SATURDAY)

    assert held() == {stone.sku: SATURDAY + AFTER}
    row = Appointment.objects.get()
    assert (row.starts_at, row.ends_at) == (SATURDAY, SATURDAY + dt.timedelta(minutes=45))
    assert (row.state, row.moves) == ("booked", 2)


def test_a_hold_that_was_made_longer_stays_so(priya, sydney, stone):
    booking = books(priya, sydney, stone)
    claim = Claim.objects.get()
    extend_claims(
        claims=[claim.public_id], expires_at=SUNDAY + 3 * DAY, why="she asked", actor=TEST
    )

    moves(booking, SUNDAY)

    assert held() == {stone.sku: SUNDAY + 3 * DAY}


def test_she_moves_it_three_times_herself_and_we_as_often_as_need_be(priya, sydney, marcus):
    booking = books(priya, sydney)
    for at in (SUNDAY, SATURDAY, SUNDAY):
        booking = moves(booking, at)

    with pytest.raises(MovedOften):
        moves(booking, MONDAY)

    assert Message.objects.count() == Appointment.objects.get().moves == 3
    assert moves(booking, MONDAY, actor=acting(marcus)).starts_at == MONDAY


def test_what_is_kept_for_her_she_keeps_from_others_for_two_weeks(priya, sydney, stone, marcus):
    booking, far = books(priya, sydney, stone), SATURDAY + 14 * DAY

    with pytest.raises(BadTime, match="two weeks"):
        moves(booking, far)

    assert held() == {stone.sku: SATURDAY + AFTER}
    assert moves(booking, SATURDAY + 13 * DAY).moves == 1
    assert moves(booking, far, actor=acting(marcus)).starts_at == far
    assert moves(books(priya, sydney), far).starts_at == far  # without a piece


def test_her_timeline_and_one_message_say_when(priya, sydney, marcus):
    booking = books(priya, sydney)
    phone = priya.identities.get(kind="phone")
    issue_pass(customer=priya, appointment=booking, to=phone, actor=TEST)

    moves(booking, SUNDAY, actor=acting(marcus))

    told = [entry.sentence for entry in timeline_of(priya) if entry.kind == "moved"]
    assert told == [
        ("Visit moved", " to Sydney, George Street, Sun 1 Dec, 2:15 pm, by Marcus Okafor")
    ]
    message = Message.objects.get(dedupe_key__startswith="moved")
    assert (message.purpose, message.to_address) == ("service", "+61491570006")
    assert message.body == (
        "Hi Priya. Your visit is moved to Sydney, George Street, Sunday 1 December, 2:15 pm. Your "
        "pass for the door stays the same."
    )


def test_there_and_back_she_is_told_twice(priya, sydney):
    booking = moves(books(priya, sydney), SUNDAY)

    moves(booking, SATURDAY)

    assert Message.objects.count() == 2


def test_her_pass_is_good_until_after_it(priya, sydney):
    booking = books(priya, sydney)
    phone = priya.identities.get(kind="phone")
    issue_pass(customer=priya, appointment=booking, to=phone, actor=TEST)

    after = moves(booking, SUNDAY)

    card = Pass.objects.get()
    assert (card.revoked_at, card.expires_at) == (None, after.ends_at + dt.timedelta(hours=6))


def test_the_same_key_moves_once_and_the_same_time_changes_nothing(priya, sydney):
    booking, key = books(priya, sydney), uuid.uuid4()

    for _ in range(2):
        moves(booking, SUNDAY, key=key)
    moves(booking, SUNDAY)

    assert Message.objects.count() == Interaction.objects.filter(kind="moved").count() == 1


@pytest.mark.parametrize(("to", "why"), [
    (SATURDAY + dt.timedelta(hours=8), "Sydney isn’t open then"),
    (FRIDAY_NIGHT - DAY, "has passed"),
    (SATURDAY + 200 * DAY, "four months"),
])  # fmt: skip
def test_a_time_that_cant_be_booked_moves_nothing(priya, sydney, stone, to, why):
    booking = books(priya, sydney, stone)

    with pytest.raises(BadTime, match=why):
        moves(booking, to)

    booking.refresh_from_db()
    assert (booking.starts_at, booking.moves) == (SATURDAY, 0)
    assert held() == {stone.sku: SATURDAY + AFTER}
    assert not Message.objects.exists()


def test_what_is_called_off_isnt_moved(priya, sydney):
    booking = calls_off(books(priya, sydney))

    with pytest.raises(CalledOff):
        moves(booking, SUNDAY)


def test_what_comes_is_due_by_the_new_day(priya, sydney, melbourne):
    item = a_stone(at=melbourne.locations.get())
    booking = books(priya, sydney, item, at=MONDAY)

    moves(booking, SUNDAY)

    assert Transfer.objects.get().due_on == dt.date(2030, 12, 1)


def test_a_box_with_pieces_of_others_isnt_made_later(priya, sydney, melbourne):
    place = melbourne.locations.get()
    hers, other = a_stone(at=place), a_stone(at=place)
    asks = hold(hers, f"customer:{priya.public_id}")
    asked(Wish(hers.pk, claim=asks.public_id), Wish(other.pk), source=place, to=a_place("sydney"))
    Transfer.objects.update(due_on=dt.date(2030, 11, 30))
    booking = books(priya, sydney, hers)

    moves(booking, SUNDAY)

    assert Transfer.objects.get().due_on == dt.date(2030, 11, 30)


def test_earlier_than_a_piece_can_be_there_she_is_told_and_it_is_kept(priya, sydney, melbourne):
    a_day_from(melbourne, sydney)
    item = a_stone(at=melbourne.locations.get())
    booking = books(priya, sydney, item, at=MONDAY)

    after = moves(booking, SATURDAY)

    assert said(after) == ["From Melbourne, not before Monday"]
    assert "One piece can’t be there by then; we keep it for you." in Message.objects.get().body
    # Two days from the end of Monday on Sydney's clock.
    assert held() == {item.sku: dt.datetime(2030, 12, 5, tzinfo=sydney.tz)}


def test_in_another_store_its_pieces_are_brought_there(priya, sydney, melbourne, perth):
    here, far = a_stone(), a_stone(at=perth.locations.get())
    booking = books(priya, sydney, here, far)

    after = moves(booking, SUNDAY + dt.timedelta(hours=1), melbourne)

    assert after.store == melbourne
    assert boxes() == [
        ("perth", "sydney", "cancelled"), ("sydney", "melbourne", "requested"),
        ("perth", "melbourne", "requested"),
    ]  # fmt: skip
    assert {one.claim.holder for box in Transfer.objects.all() for one in box.lines.all()} == {
        f"appointment:{booking.public_id}"
    }


def test_what_lies_where_she_comes_now_isnt_sent_away(priya, sydney, melbourne):
    item = a_stone(at=melbourne.locations.get())
    booking = books(priya, sydney, item)

    after = moves(booking, SUNDAY, melbourne)

    assert boxes() == [("melbourne", "sydney", "cancelled")]
    assert said(after) == [""]


def test_what_left_for_the_first_store_is_said_at_the_second(priya, sydney, melbourne, perth):
    booking = books(priya, sydney, a_stone(at=perth.locations.get()))
    ship_transfer(transfer=packed(Transfer.objects.get()), actor=TEST)

    after = moves(booking, SUNDAY, melbourne)

    assert said(after) == ["On its way from Perth to Sydney"]


def test_a_box_with_a_piece_that_nobody_holds_is_redated_like_one_with_anothers(
    priya, sydney, melbourne
):
    a_day_from(melbourne, sydney)
    booking = books(priya, sydney, a_stone(at=melbourne.locations.get()))
    box = Transfer.objects.get()
    other = a_stone(at=melbourne.locations.get())
    box.lines.create(item=other, lot=box.lines.get().lot, quantity=1)
    due = box.due_on

    moves(booking, SUNDAY)

    assert Transfer.objects.get(pk=box.pk).due_on == due
