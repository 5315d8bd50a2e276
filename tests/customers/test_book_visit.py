"""Booking a visit holds the pieces until after it, and never for less time than she had; what lies
elsewhere is brought by then.
"""

import datetime as dt
import uuid

import pytest
import time_machine

from customers.actions.book_visit import book_visit
from customers.actions.call_off_visit import call_off_visit
from customers.actions.reserve import reserve
from customers.models import Appointment, Interaction
from customers.selectors.diary import pieces_of
from inventory.actions.call_off_transfers import call_off_transfers
from inventory.actions.cancel_transfer import cancel_transfer
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.actions.receive_transfer import receive_transfer
from inventory.actions.release import release_claims
from inventory.actions.ship_transfer import ship_transfer
from inventory.errors import Insufficient
from inventory.models import Claim, Item, Location, Transfer, TransferRoute
from omni.lib import kept
from omni.lib.clock import now
from tests.cast import acting
from tests.inventory.moves import Wish, asked, packed
from tests.stock import TEST, a_jewel, a_stone, hold

FRIDAY_NIGHT = dt.datetime(2030, 11, 29, 10, tzinfo=dt.UTC)
SATURDAY = dt.datetime(2030, 11, 30, 3, 15, tzinfo=dt.UTC)  # 2:15 pm in Sydney


@pytest.fixture(autouse=True)
def the_evening_before():
    with time_machine.travel(FRIDAY_NIGHT, tick=False):
        yield


@pytest.mark.parametrize(
    ("reserved_for", "held_until"),
    [
        (None, SATURDAY + dt.timedelta(hours=2, minutes=45)),
        (dt.timedelta(hours=3), SATURDAY + dt.timedelta(hours=2, minutes=45)),
        (dt.timedelta(hours=48), FRIDAY_NIGHT + dt.timedelta(hours=48)),
    ],
)
def test_a_reservation_is_taken_over_and_not_shortened(
    stone, priya, sydney, reserved_for, held_until
):
    if reserved_for:
        claim_stock(
            lines=[ClaimLine(stone.pk)], purpose="collection",
            holder=f"customer:{priya.public_id}", expires_at=now() + reserved_for,
            actor=acting(priya),
        )  # fmt: skip

    booking = book_visit(
        customer=priya, store=sydney, starts_at=SATURDAY, items=[stone], actor=acting(priya)
    )

    held = Claim.objects.live().get()
    assert (held.holder, held.expires_at) == (f"appointment:{booking.public_id}", held_until)


@pytest.fixture
def towns(sydney, melbourne, perth) -> dict[str, Location]:
    """Melbourne sends on Fridays too, and it is in Sydney the same day; Perth takes days."""
    places = {one.slug: one.locations.get() for one in (sydney, melbourne, perth)}
    TransferRoute.objects.create(
        source=places["melbourne"], destination=places["sydney"], days=0, cutoff=dt.time(22)
    )
    kept.forget()
    return places


def book(customer, store, *items: Item) -> Appointment:
    return book_visit(
        customer=customer, store=store, starts_at=SATURDAY, items=list(items),
        actor=acting(customer),
    )  # fmt: skip


def said(booking: Appointment) -> list[str]:
    """What staff read of each piece: its colour and words; empty where it is there."""
    pieces = pieces_of([booking], booking.store)[booking.pk]
    return [f"{one.kind}: {one.word}" if one else "" for _item, one in pieces]


def boxes() -> list[tuple]:
    return [
        (row.source.code, row.destination.code, row.state)
        for row in Transfer.objects.order_by("pk")
    ]


def test_what_lies_elsewhere_is_asked_for_by_the_day_of_the_visit(towns, priya, sydney):
    here, one, two, far = (
        a_stone(at=towns[t]) for t in ("sydney", "melbourne", "melbourne", "perth")
    )

    booking = book(priya, sydney, here, one, two, far)

    assert boxes() == [("melbourne", "sydney", "requested"), ("perth", "sydney", "requested")]
    first, second = Transfer.objects.order_by("pk")
    assert first.due_on == second.due_on == dt.date(2030, 11, 30)
    assert {line.item for line in first.lines.all()} == {one, two}
    assert all(
        line.claim.holder == f"appointment:{booking.public_id}" for line in first.lines.all()
    )
    assert said(booking) == [
        "", "way: From Melbourne, expected today", "way: From Melbourne, expected today",
        "hold: From Perth, not before Wednesday",
    ]  # fmt: skip


def test_what_comes_later_than_she_is_kept_until_she_can_see_it(towns, priya, sydney):
    here, far = a_stone(at=towns["sydney"]), a_stone(at=towns["perth"])

    book(priya, sydney, here, far)

    held = {claim.item_id: claim for claim in Claim.objects.live()}
    assert held[here.pk].expires_at == SATURDAY + dt.timedelta(hours=2, minutes=45)
    # From Perth on Wednesday, so two days from the end of it on Sydney's clock.
    assert held[far.pk].expires_at == dt.datetime(2030, 12, 7, tzinfo=sydney.tz)
    assert "can’t be there by her visit" in held[far.pk].note


def test_late_on_the_way_is_said_too(towns, priya, sydney):
    booking = book(priya, sydney, a_stone(at=towns["perth"]))

    ship_transfer(transfer=packed(Transfer.objects.get()), actor=TEST)
    Transfer.objects.update(shipped_at=now())  # the database's clock isn't ours here

    assert said(booking) == ["hold: On its way from Perth, not before Wednesday"]


def test_it_travels_with_the_hold_and_then_nothing_is_said(towns, priya, sydney):
    booking = book(priya, sydney, a_stone(at=towns["melbourne"]))
    box = packed(Transfer.objects.get())

    ship_transfer(transfer=box, actor=TEST)
    assert said(booking) == ["way: On its way from Melbourne"]
    receive_transfer(transfer=box, actor=TEST)

    assert said(booking) == [""]
    assert Claim.objects.live().get().holder == f"appointment:{booking.public_id}"


def test_of_a_counted_piece_the_stores_own_is_held_though_another_came_first(towns, priya, sydney):
    item = a_jewel(pieces=1, at=towns["perth"])
    receive_stock(lines=[ReceiveLine(item, towns["melbourne"], 1)], cause="test", actor=TEST)
    booking = book(priya, sydney, item)
    assert boxes() == [("melbourne", "sydney", "requested")]
    call_off_visit(booking=booking, key=uuid.uuid4(), actor=TEST)

    receive_stock(lines=[ReceiveLine(item, towns["sydney"], 1)], cause="test", actor=TEST)
    book(priya, sydney, item)

    assert Claim.objects.live().get().record.location == towns["sydney"]
    assert boxes() == [("melbourne", "sydney", "cancelled")]


def reserved(customer, item, store) -> Claim:
    return reserve(
        customer=customer, item=item, store=store, name="", mobile="", key=uuid.uuid4(),
        actor=acting(customer),
    )  # fmt: skip


def test_what_she_had_brought_there_already_isnt_asked_for_twice(towns, priya, sydney):
    item = a_stone(at=towns["melbourne"])
    claim = reserved(priya, item, sydney)

    book(priya, sydney, item)

    assert Transfer.objects.get().lines.get().claim == claim
    assert Claim.objects.get().purpose == "appointment"


def test_what_she_had_reserved_in_another_store_comes_here_instead(towns, priya, perth, sydney):
    item = a_stone(at=towns["melbourne"])
    claim = reserved(priya, item, perth)

    booking = book(priya, sydney, item)

    assert boxes() == [("melbourne", "perth", "cancelled"), ("melbourne", "sydney", "requested")]
    assert Transfer.objects.get(state="requested").lines.get().claim == claim
    assert said(booking) == ["way: From Melbourne, expected today"]
    assert "isn’t brought to" in Interaction.objects.get(kind="noted").facts["text"]


def test_what_is_where_she_comes_isnt_sent_to_where_she_had_reserved_it(
    towns, priya, perth, sydney
):
    item = a_stone(at=towns["sydney"])
    reserved(priya, item, perth)

    booking = book(priya, sydney, item)

    assert boxes() == [("sydney", "perth", "cancelled")]
    assert said(booking) == [""]


@pytest.mark.parametrize("left", [False, True])
def test_what_is_packed_for_another_store_is_said_to_whoever_books(
    towns, priya, perth, sydney, left
):
    item = a_stone(at=towns["melbourne"])
    reserved(priya, item, perth)
    box = packed(Transfer.objects.get())
    if left:
        ship_transfer(transfer=box, actor=TEST)

    booking = book(priya, sydney, item)

    assert boxes() == [("melbourne", "perth", "shipped" if left else "picked")]
    step = "On its way" if left else "Packed to go"
    assert said(booking) == [f"hold: {step} from Melbourne to Perth"]


def test_a_piece_of_somebody_else_books_nothing_and_replaces_nothing(towns, priya, perth, sydney):
    hers, taken = a_stone(at=towns["melbourne"]), a_stone(at=towns["melbourne"])
    reserved(priya, hers, perth)
    hold(taken, "customer:somebody")

    with pytest.raises(Insufficient):
        book(priya, sydney, hers, taken)

    assert boxes() == [("melbourne", "perth", "requested")]
    assert not Appointment.objects.exists()


def test_what_is_let_go_isnt_brought_and_what_was_called_off_is_said(towns, priya, sydney):
    one, two = a_stone(at=towns["melbourne"]), a_stone(at=towns["perth"])
    booking = book(priya, sydney, one, two)
    claim = Claim.objects.get(item=one)
    box = Transfer.objects.get(source=towns["perth"])

    release_claims(claims=[claim.public_id], why="she won’t see it", actor=TEST)
    call_off_transfers(actor=TEST)
    cancel_transfer(transfer=box, why="its box is empty", actor=TEST)

    assert {state for _from, _to, state in boxes()} == {"cancelled"}
    assert said(booking) == ["", "hold: In Perth, and nothing brings it"]


def test_what_wasnt_in_its_box_is_said(towns, priya, sydney):
    item = a_stone(at=towns["melbourne"])
    booking = book(priya, sydney, item)
    box = ship_transfer(transfer=packed(Transfer.objects.get()), actor=TEST)

    receive_transfer(transfer=box, received={box.lines.get().pk: 0}, actor=TEST)

    assert said(booking) == ["hold: Wasn’t in the box from Melbourne"]


def test_what_others_ask_for_in_one_box_is_left_to_them(towns, priya, perth, sydney, melbourne):
    item, other = a_stone(at=towns["melbourne"]), a_stone(at=towns["melbourne"])
    claim = hold(item, f"customer:{priya.public_id}")
    asked(
        Wish(item.pk, claim=claim.public_id), Wish(other.pk),
        source=towns["melbourne"], to=towns["perth"],
    )  # fmt: skip

    booking = book(priya, sydney, item)

    assert boxes() == [("melbourne", "perth", "requested")]
    assert said(booking) == ["hold: Asked for from Melbourne to Perth"]
