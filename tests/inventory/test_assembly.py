"""A setting and a stone become a ring, and two things again; both legs are in the ledger."""

from decimal import Decimal

import pytest

from inventory.actions.assemble import Part, assemble
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.take_apart import take_apart
from inventory.errors import (
    AlreadyThere,
    BadQuantity,
    DoesntFit,
    Insufficient,
    NotAssembled,
    PiecesClaimed,
)
from inventory.models import Assembly, Claim, Item, Product, StockMovement
from tests.inventory.moves import lies
from tests.stock import TEST, a_parcel, a_place, a_setting, a_stone

pytestmark = pytest.mark.django_db

PRIYA, ZOE = "customer:priya", "customer:zoe"


def a_ring() -> Item:
    product, _ = Product.objects.get_or_create(
        slug="rings", defaults={"kind": "jewellery", "name": "Finished rings"}
    )
    n = Item.objects.count()
    return Item.objects.create(
        product=product, sku=f"RING-{n}", title="Solitaire", is_serial=True, price=Decimal(9000)
    )


def make(ring, *items, holder="", quantity=1):
    return assemble(
        item=ring, parts=[Part(item, quantity) for item in items], location=a_place(),
        holder=holder, actor=TEST,
    )  # fmt: skip


def held(item, holder=PRIYA, expires_at=None, quantity=1):
    return claim_stock(
        lines=[ClaimLine(item.pk, quantity)], purpose="basket", holder=holder,
        expires_at=expires_at, actor=TEST,
    )  # fmt: skip


def test_parts_leave_and_the_ring_is_there():
    stone, setting, ring = a_stone(), a_setting(pieces=2), a_ring()

    made = make(ring, setting, stone)

    assert lies(stone) == {}
    assert lies(setting) == {"sydney": (1, 0)}
    assert lies(ring) == {"sydney": (1, 0)}
    moves = StockMovement.objects.filter(cause=f"assembly:{made.public_id}")
    assert {(m.item_id, m.delta, m.reason) for m in moves} == {
        (stone.pk, -1, "assembled"), (setting.pk, -1, "assembled"), (ring.pk, 1, "assembled"),
    }  # fmt: skip


def test_taking_apart_gives_back_what_was_put_in_where_the_ring_lies():
    stone, setting, ring = a_stone(), a_setting(pieces=1), a_ring()
    melee = a_parcel(pieces=100, carats="2.00")
    assemble(
        item=ring, parts=[Part(setting), Part(stone), Part(melee, 10)], location=a_place(),
        actor=TEST,
    )  # fmt: skip

    take_apart(item=ring, actor=TEST)

    assert lies(ring) == {}
    assert lies(stone) == {"sydney": (1, 0)}
    assert lies(setting) == {"sydney": (1, 0)}
    assert melee.records.get().carats == Decimal("2.00")
    with pytest.raises(NotAssembled):
        take_apart(item=ring, actor=TEST)
    make(ring, setting, stone)
    assert Assembly.objects.filter(item=ring).count() == 2


def test_what_does_not_fit_is_not_put_together():
    pear, big = a_stone(shape=6), a_stone(carat="5.00")
    setting, ring = a_setting(), a_ring()

    for stone in (pear, big):
        with pytest.raises(DoesntFit):
            make(ring, setting, stone)
    with pytest.raises(BadQuantity):
        make(a_setting(), setting)
    with pytest.raises(BadQuantity):
        make(ring)

    assert lies(setting) == {"sydney": (10, 0)}


def test_a_part_that_somebody_else_holds_is_short():
    stone, setting, ring = a_stone(), a_setting(), a_ring()
    held(stone, ZOE)

    with pytest.raises(Insufficient) as refused:
        make(ring, setting, stone, holder=PRIYA)

    assert [line.item_id for line in refused.value.short] == [stone.pk]
    assert lies(stone) == {"sydney": (1, 1)}
    assert lies(ring) == {}


def test_her_hold_on_a_part_becomes_a_hold_on_the_ring():
    stone, setting, ring = a_stone(), a_setting(pieces=3), a_ring()
    held(stone)
    held(setting, quantity=2)

    make(ring, setting, stone, holder=PRIYA)

    assert lies(ring) == {"sydney": (1, 1)}
    assert lies(setting) == {"sydney": (2, 1)}
    live = Claim.objects.live().filter(holder=PRIYA)
    assert {(c.item_id, c.quantity) for c in live} == {(ring.pk, 1), (setting.pk, 1)}
    with pytest.raises(PiecesClaimed):
        take_apart(item=ring, actor=TEST)


def test_there_is_one_such_ring():
    stone, other, setting, ring = a_stone(), a_stone(), a_setting(), a_ring()
    make(ring, setting, stone)

    with pytest.raises(AlreadyThere):
        make(ring, setting, other)
    with pytest.raises(NotAssembled):
        take_apart(item=stone, actor=TEST)

    assert lies(other) == {"sydney": (1, 0)}
