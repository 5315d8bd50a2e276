"""A transfer keeps its pieces for the way, carries who holds them, and loses none."""

import datetime as dt

import pytest

from inventory.actions.cancel_transfer import cancel_transfer
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.actions.pick_transfer import pick_transfer
from inventory.actions.receive_transfer import receive_transfer
from inventory.actions.release import release_claims
from inventory.actions.request_transfer import Wish
from inventory.actions.ship_transfer import ship_transfer
from inventory.actions.write_off_transfer import write_off_transfer
from inventory.errors import (
    BadQuantity,
    ClaimOver,
    Insufficient,
    MoreThanShipped,
    NothingToShip,
    NotSoMany,
    ReasonNeeded,
    SamePlace,
    TransferMovedOn,
    UnknownClaim,
)
from inventory.models import Claim, StockMovement, Transfer
from omni.lib.clock import database_now
from tests.inventory.moves import asked, lies, packed, sent
from tests.stock import TEST, a_place, a_setting, a_stone

pytestmark = pytest.mark.django_db

PRIYA, ZOE = "customer:priya", "customer:zoe"

State = Transfer.State


def held(item, holder=PRIYA, quantity=1, minutes=60):
    (claim,) = claim_stock(
        lines=[ClaimLine(item.pk, quantity)], purpose="appointment", holder=holder,
        expires_at=database_now() + dt.timedelta(minutes=minutes), actor=TEST,
    )  # fmt: skip
    return claim


def test_asking_keeps_the_pieces_where_they_lie():
    stone, setting = a_stone(), a_setting(pieces=5)

    transfer = asked(Wish(stone.pk), Wish(setting.pk, 2))

    assert transfer.state == State.REQUESTED
    assert lies(stone) == {"sydney": (1, 1)}
    assert lies(setting) == {"sydney": (5, 2)}
    with pytest.raises(Insufficient):
        held(stone, ZOE)


def test_asks_for_all_lines_or_none_and_names_every_short_one():
    stone, setting, other = a_stone(), a_setting(pieces=1), a_setting(pieces=3)
    held(stone)

    with pytest.raises(Insufficient) as refused:
        asked(Wish(stone.pk), Wish(setting.pk, 2), Wish(other.pk, 1))

    assert {line.item_id for line in refused.value.short} == {stone.pk, setting.pk}
    assert not Transfer.objects.exists()
    assert lies(other) == {"sydney": (3, 0)}


def test_leads_from_one_place_to_another():
    stone = a_stone()

    with pytest.raises(SamePlace):
        asked(Wish(stone.pk), to=a_place())
    with pytest.raises(BadQuantity):
        asked(Wish(stone.pk, 0))
    with pytest.raises(BadQuantity):
        asked()


def test_goes_from_shelf_to_road_to_shelf():
    stone = a_stone()

    transfer = sent(Wish(stone.pk))
    assert lies(stone) == {"transit": (1, 1)}
    transfer = receive_transfer(transfer=transfer, actor=TEST)

    assert transfer.state == State.RECEIVED
    assert lies(stone) == {"melbourne": (1, 0)}
    moves = StockMovement.objects.filter(item=stone, cause=f"transfer:{transfer.public_id}")
    assert [(m.location.code, m.delta, m.reason) for m in moves.order_by("id")] == [
        ("sydney", -1, "moved_out"), ("transit", 1, "moved_in"),
        ("transit", -1, "moved_out"), ("melbourne", 1, "moved_in"),
    ]  # fmt: skip


def test_nobody_else_gets_what_is_on_its_way():
    stone = a_stone()
    sent(Wish(stone.pk))

    with pytest.raises(Insufficient):
        held(stone, ZOE)


def test_her_hold_travels_with_its_piece():
    stone = a_stone()
    hers = held(stone)

    transfer = sent(Wish(stone.pk, claim=hers.public_id))
    hers.refresh_from_db()
    assert hers.record.location.code == "transit"
    receive_transfer(transfer=transfer, actor=TEST)

    hers.refresh_from_db()
    assert (hers.record.location.code, hers.is_live, hers.holder) == ("melbourne", True, PRIYA)
    assert lies(stone) == {"melbourne": (1, 1)}


def test_a_hold_goes_once_and_from_where_its_piece_lies():
    stone, other = a_stone(), a_stone()
    hers = held(stone)
    asked(Wish(stone.pk, claim=hers.public_id))

    with pytest.raises(ClaimOver):
        asked(Wish(stone.pk, claim=hers.public_id))
    with pytest.raises(UnknownClaim):
        asked(Wish(other.pk, claim=hers.public_id))
    with pytest.raises(UnknownClaim):
        asked(Wish(stone.pk, claim=hers.public_id), source=a_place("perth"))


def test_a_piece_whose_hold_ended_travels_for_nobody():
    stone = a_stone()
    hers = held(stone)
    transfer = packed(asked(Wish(stone.pk, claim=hers.public_id)))
    release_claims(claims=[hers.public_id], why="changed her mind", actor=TEST)

    transfer = ship_transfer(transfer=transfer, actor=TEST)

    assert lies(stone) == {"transit": (1, 0)}
    receive_transfer(transfer=transfer, actor=TEST)
    assert lies(stone) == {"melbourne": (1, 0)}


def test_what_is_sold_or_anothers_by_now_stays():
    sold, anothers = a_stone(), a_stone()
    first, second = held(sold), held(anothers)
    transfer = packed(
        asked(Wish(sold.pk, claim=first.public_id), Wish(anothers.pk, claim=second.public_id))
    )
    consume_claims(claims=[first.public_id], cause="order:1", actor=TEST)
    release_claims(claims=[second.public_id], why="let go", actor=TEST)
    held(anothers, ZOE)

    with pytest.raises(NothingToShip):
        ship_transfer(transfer=transfer, actor=TEST)

    assert lies(anothers) == {"sydney": (1, 1)}
    assert lies(sold) == {}


def test_what_was_not_packed_is_free_again():
    setting = a_setting(pieces=5)
    transfer = asked(Wish(setting.pk, 4))
    line = transfer.lines.get()
    pick_transfer(transfer=transfer, picked={line.pk: 3}, actor=TEST)

    ship_transfer(transfer=transfer, actor=TEST)

    assert lies(setting) == {"sydney": (2, 0), "transit": (3, 3)}


def test_packs_no_more_than_was_asked_for():
    setting = a_setting(pieces=5)
    transfer = asked(Wish(setting.pk, 2))
    line = transfer.lines.get()

    with pytest.raises(NotSoMany):
        pick_transfer(transfer=transfer, picked={line.pk: 3}, actor=TEST)
    with pytest.raises(BadQuantity):
        pick_transfer(transfer=transfer, picked={0: 1}, actor=TEST)

    line.refresh_from_db()
    assert line.picked == 0


def test_a_short_box_keeps_the_rest_on_the_road_until_it_is_found():
    setting = a_setting(pieces=4)
    transfer = sent(Wish(setting.pk, 3))
    line = transfer.lines.get()

    transfer = receive_transfer(transfer=transfer, received={line.pk: 2}, actor=TEST)
    assert transfer.state == State.SHORT
    assert lies(setting) == {"sydney": (1, 0), "transit": (1, 1), "melbourne": (2, 0)}
    transfer = receive_transfer(transfer=transfer, received={line.pk: 1}, actor=TEST)

    assert transfer.state == State.RECEIVED
    assert lies(setting) == {"sydney": (1, 0), "melbourne": (3, 0)}


def test_her_hold_is_parted_when_some_of_its_pieces_are_late():
    setting = a_setting(pieces=3)
    hers = held(setting, quantity=3)
    transfer = sent(Wish(setting.pk, 3, claim=hers.public_id))
    line = transfer.lines.get()

    receive_transfer(transfer=transfer, received={line.pk: 2}, actor=TEST)
    assert lies(setting) == {"transit": (1, 1), "melbourne": (2, 2)}
    receive_transfer(transfer=transfer, actor=TEST)

    assert lies(setting) == {"melbourne": (3, 3)}
    assert sum(c.quantity for c in Claim.objects.live().filter(holder=PRIYA)) == 3


def test_receives_once_and_no_more_than_was_sent():
    setting = a_setting(pieces=4)
    transfer = sent(Wish(setting.pk, 2))
    line = transfer.lines.get()

    with pytest.raises(MoreThanShipped):
        receive_transfer(transfer=transfer, received={line.pk: 3}, actor=TEST)
    assert lies(setting) == {"sydney": (2, 0), "transit": (2, 2)}
    receive_transfer(transfer=transfer, actor=TEST)
    with pytest.raises(TransferMovedOn):
        receive_transfer(transfer=transfer, actor=TEST)

    assert lies(setting) == {"sydney": (2, 0), "melbourne": (2, 0)}


def test_writes_off_what_never_arrived_with_a_reason():
    setting = a_setting(pieces=2)
    transfer = sent(Wish(setting.pk, 2))
    line = transfer.lines.get()
    transfer = receive_transfer(transfer=transfer, received={line.pk: 1}, actor=TEST)

    with pytest.raises(ReasonNeeded):
        write_off_transfer(transfer=transfer, why=" ", actor=TEST)
    transfer = write_off_transfer(transfer=transfer, why="courier lost it", actor=TEST)

    assert transfer.state == State.RECEIVED
    assert lies(setting) == {"melbourne": (1, 0)}
    assert not Claim.objects.live().exists()


def test_cancelling_frees_what_it_held_and_leaves_hers_alone():
    stone, setting = a_stone(), a_setting(pieces=2)
    hers = held(stone)
    transfer = asked(Wish(stone.pk, claim=hers.public_id), Wish(setting.pk))

    transfer = cancel_transfer(transfer=transfer, why="not needed", actor=TEST)

    assert transfer.state == State.CANCELLED
    assert lies(stone) == {"sydney": (1, 1)}
    assert lies(setting) == {"sydney": (2, 0)}


def test_what_has_left_cannot_be_cancelled_or_packed_again():
    stone = a_stone()
    transfer = sent(Wish(stone.pk))

    with pytest.raises(TransferMovedOn):
        cancel_transfer(transfer=transfer, why="too late", actor=TEST)
    with pytest.raises(TransferMovedOn):
        pick_transfer(transfer=transfer, picked={}, actor=TEST)
    with pytest.raises(TransferMovedOn):
        ship_transfer(transfer=transfer, actor=TEST)

    assert lies(stone) == {"transit": (1, 1)}


def test_what_she_pays_for_on_the_way_is_expected_no_longer():
    stone = a_stone()
    hers = held(stone)
    transfer = sent(Wish(stone.pk, claim=hers.public_id))

    consume_claims(claims=[hers.public_id], cause="order:1", actor=TEST)

    assert lies(stone) == {}
    transfer = receive_transfer(transfer=transfer, actor=TEST)
    assert transfer.state == State.RECEIVED
