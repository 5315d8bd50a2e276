"""Claiming holds all lines or none, once, for one holder."""

import datetime as dt

import pytest

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.expire import expire_claims
from inventory.actions.release import release_claims
from inventory.errors import BadQuantity, Insufficient
from inventory.models import Claim, Listing
from omni.lib.clock import database_now
from tests.stock import TEST, a_place, a_setting, a_stone, on_hand

pytestmark = pytest.mark.django_db

PRIYA, ZOE = "customer:priya", "customer:zoe"


def claim(item, holder=PRIYA, quantity=1, minutes=60, **more):
    return claim_stock(
        lines=[ClaimLine(item.pk, quantity)], purpose="basket", holder=holder,
        expires_at=database_now() + dt.timedelta(minutes=minutes), actor=TEST, **more,
    )  # fmt: skip


def test_holds_the_piece_and_grows_the_version():
    stone = a_stone()
    before = stone.availability_version

    (held,) = claim(stone)

    stone.refresh_from_db()
    assert stone.availability_version > before
    assert on_hand(stone) == (1, 1)
    assert (held.holder, held.quantity, held.is_serial) == (PRIYA, 1, True)
    assert Listing.objects.get(item=stone).state == Listing.State.HELD


def test_refuses_the_last_unit_twice():
    stone = a_stone()
    claim(stone)

    with pytest.raises(Insufficient) as refusal:
        claim(stone, ZOE)

    assert [(s.sku, s.wanted, s.free) for s in refusal.value.short] == [(stone.sku, 1, 0)]
    assert Claim.objects.count() == 1
    assert on_hand(stone) == (1, 1)


def test_lists_every_short_line_and_holds_none():
    rings, stone, free = a_setting(pieces=2), a_stone(), a_stone()
    claim(stone, ZOE)

    with pytest.raises(Insufficient) as refusal:
        claim_stock(
            lines=[ClaimLine(rings.pk, 3), ClaimLine(stone.pk), ClaimLine(free.pk)],
            purpose="basket", holder=PRIYA, expires_at=None, actor=TEST,
        )  # fmt: skip

    assert [(s.sku, s.free) for s in refusal.value.short] == [(rings.sku, 2), (stone.sku, 0)]
    assert Claim.objects.filter(holder=PRIYA).count() == 0
    assert on_hand(free) == (1, 0)


def test_takes_over_what_the_same_person_holds():
    stone = a_stone()
    (first,) = claim(stone)

    (again,) = claim(stone, "order:1", also=(PRIYA,))

    assert again.pk == first.pk
    assert Claim.objects.get().holder == "order:1"
    assert on_hand(stone) == (1, 1)


def test_takes_part_of_what_she_holds_when_nothing_else_is_free():
    rings = a_setting(pieces=3)
    (three,) = claim(rings, quantity=3)

    (one,) = claim(rings, "order:1", also=(PRIYA,))

    assert (one.pk, one.quantity) == (three.pk, 1)
    assert list(Claim.objects.order_by("pk").values_list("holder", "quantity")) == [
        ("order:1", 1), (PRIYA, 2),
    ]  # fmt: skip
    assert on_hand(rings) == (3, 3)


def test_splits_a_quantity_over_places():
    rings = a_setting(pieces=2)
    from inventory.actions.receive import ReceiveLine, receive_stock

    receive_stock(lines=[ReceiveLine(rings, a_place("melbourne"), 2)], cause="test", actor=TEST)

    claims = claim(rings, quantity=3)

    assert sorted(c.quantity for c in claims) == [1, 2]
    assert on_hand(rings) == (4, 3)


@pytest.mark.parametrize("quantity", [0, -1])
def test_refuses_a_quantity_below_one(quantity):
    rings = a_setting()

    with pytest.raises(BadQuantity):
        claim(rings, quantity=quantity)

    assert on_hand(rings) == (10, 0)


def test_an_overdue_claim_never_refuses_the_next_holder():
    stone = a_stone()
    claim(stone, minutes=-1)

    (held,) = claim(stone, ZOE)

    assert held.holder == ZOE
    assert on_hand(stone) == (1, 1)
    assert Claim.objects.get(holder=PRIYA).released_why == "expired"


def test_the_sweep_frees_what_is_overdue_and_nothing_else():
    late, early = a_stone(), a_stone()
    claim(late, minutes=-1)
    claim(early)

    assert expire_claims() == 1

    assert (on_hand(late), on_hand(early)) == ((1, 0), (1, 1))
    assert Listing.objects.get(item=late).state == Listing.State.AVAILABLE


def test_releasing_twice_frees_once():
    rings = a_setting(pieces=5)
    (held,) = claim(rings, quantity=2)

    release_claims(claims=[held.public_id], why="changed her mind", actor=TEST)
    release_claims(claims=[held.public_id], why="again", actor=TEST)

    assert on_hand(rings) == (5, 0)
