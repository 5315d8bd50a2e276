"""The book is corrected with a reason, and never below what is held for somebody."""

from decimal import Decimal

import pytest

from inventory.actions.adjust_stock import Adjustment, adjust_stock
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.errors import AlreadyThere, BadQuantity, NotSoMany, PiecesClaimed, ReasonNeeded
from inventory.models import StockMovement
from tests.inventory.moves import lies
from tests.stock import TEST, a_parcel, a_place, a_setting, a_stone

pytestmark = pytest.mark.django_db


def adjust(*lines, why="lost", words="fell behind the safe"):
    return adjust_stock(lines=list(lines), why=why, words=words, actor=TEST)


def test_writes_what_changed_and_why():
    setting = a_setting(pieces=5)

    adjust(Adjustment(setting, a_place(), -2))

    assert lies(setting) == {"sydney": (3, 0)}
    movement = StockMovement.objects.filter(item=setting).latest("id")
    assert (movement.delta, movement.reason, movement.cause) == (
        -2, "adjusted", "lost: fell behind the safe",
    )  # fmt: skip


@pytest.mark.parametrize(("why", "words"), [("", "because"), ("whim", "because"), ("lost", " a ")])
def test_wants_a_reason_of_the_list_and_words(why, words):
    setting = a_setting(pieces=5)

    with pytest.raises(ReasonNeeded):
        adjust(Adjustment(setting, a_place(), -1), why=why, words=words)

    assert lies(setting) == {"sydney": (5, 0)}


def test_leaves_what_is_held_and_what_is_not_there():
    setting, other = a_setting(pieces=3), a_setting(pieces=3)
    claim_stock(
        lines=[ClaimLine(setting.pk, 2)], purpose="basket", holder="customer:1", expires_at=None,
        actor=TEST,
    )  # fmt: skip

    with pytest.raises(PiecesClaimed):
        adjust(Adjustment(other, a_place(), -1), Adjustment(setting, a_place(), -2))
    with pytest.raises(NotSoMany):
        adjust(Adjustment(setting, a_place(), -4))
    with pytest.raises(BadQuantity):
        adjust(Adjustment(setting, a_place(), 0))

    assert lies(setting) == {"sydney": (3, 2)}
    assert lies(other) == {"sydney": (3, 0)}


def test_finds_a_lost_stone_again_but_no_second_one():
    stone = a_stone()
    with pytest.raises(AlreadyThere):
        adjust(Adjustment(stone, a_place("perth"), 1), why="found", words="in the window")
    adjust(Adjustment(stone, a_place(), -1))

    adjust(Adjustment(stone, a_place("perth"), 1), why="found", words="in the window")

    assert lies(stone) == {"perth": (1, 0)}


def test_two_lines_of_one_piece_count_together():
    setting = a_setting(pieces=3)

    with pytest.raises(NotSoMany):
        adjust(Adjustment(setting, a_place(), -2), Adjustment(setting, a_place(), -3))

    assert lies(setting) == {"sydney": (3, 0)}


def test_a_parcel_is_weighed_too():
    parcel = a_parcel(pieces=100, carats="2.00")

    with pytest.raises(BadQuantity):
        adjust(Adjustment(parcel, a_place(), 5), why="found", words="in the tray")
    with pytest.raises(BadQuantity):
        adjust(Adjustment(a_stone(), a_place(), -1, carats=Decimal("-0.5")))
    adjust(Adjustment(parcel, a_place(), -10))
    assert weight(parcel) == Decimal("1.80")
    adjust(
        Adjustment(parcel, a_place(), 0, carats=Decimal("0.05")), why="misweighed", words="again"
    )
    assert weight(parcel) == Decimal("1.85")
    adjust(Adjustment(parcel, a_place(), -90))

    assert weight(parcel) == 0


def weight(parcel) -> Decimal:
    return parcel.records.get().carats
