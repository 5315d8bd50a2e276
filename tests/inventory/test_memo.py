"""Pieces on trust: a supplier's with us, and ours with a customer."""

import datetime as dt
from decimal import Decimal

import pytest

from inventory.actions.buy_memo import buy_memo
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.actions.open_memo import open_memo
from inventory.actions.receive import ReceiveLine
from inventory.actions.receive_memo import receive_memo
from inventory.actions.report_sale import report_sale
from inventory.actions.return_memo import return_memo
from inventory.actions.send_back import Foreign, send_back
from inventory.errors import (
    Insufficient,
    MemoOver,
    NotOnMemo,
    NotSoMany,
    PiecesClaimed,
    UnknownClaim,
)
from inventory.models import Claim, Item, Lot, PriceChange, SaleReport, StockMovement, Supplier
from omni.lib.errors import Invalid
from tests.inventory.moves import lies
from tests.stock import TEST, a_place, a_setting, a_stone

pytestmark = pytest.mark.django_db

PRIYA, ZOE = "customer:priya", "customer:zoe"
SATURDAY = dt.date(2026, 12, 5)


def a_supplier() -> Supplier:
    return Supplier.objects.get_or_create(code="antwerp", defaults={"name": "Antwerp Stones"})[0]


def on_memo(item, quantity=1, number="A-7") -> Lot:
    receive_memo(
        supplier=a_supplier(), number=number, due_on=SATURDAY,
        lines=[ReceiveLine(item, a_place(), quantity)], actor=TEST,
    )  # fmt: skip
    return Lot.objects.get(memo_number=number)


def unstocked(**more) -> Item:
    """A setting of which we have none."""
    return a_setting(pieces=1, at=a_place("perth"), **more)


def taken_home(*items, holder=PRIYA, quantity=1):
    return open_memo(
        holder=holder, origin=a_place(), lines=[ClaimLine(i.pk, quantity) for i in items],
        due_on=SATURDAY, actor=TEST,
    )  # fmt: skip


def sell(item, quantity=1, holder=PRIYA):
    claims = claim_stock(
        lines=[ClaimLine(item.pk, quantity)], purpose="order", holder=holder, expires_at=None,
        actor=TEST,
    )  # fmt: skip
    return consume_claims(claims=[c.public_id for c in claims], cause="order:1", actor=TEST)


# A supplier's pieces


def test_a_suppliers_pieces_lie_in_his_lot_until_a_day():
    setting = unstocked()

    lot = on_memo(setting, 3)

    assert (lot.ownership, lot.supplier.code, lot.due_on) == ("memo_in", "antwerp", SATURDAY)
    assert lies(setting) == {"perth": (1, 0), "sydney": (3, 0)}


def test_a_memo_has_a_number_and_a_day():
    with pytest.raises(Invalid):
        receive_memo(
            supplier=a_supplier(), number=" ", due_on=SATURDAY,
            lines=[ReceiveLine(unstocked(), a_place())], actor=TEST,
        )  # fmt: skip
    with pytest.raises(NotOnMemo):
        receive_memo(
            supplier=a_supplier(), number="1", due_on=SATURDAY, ownership="owned",
            lines=[ReceiveLine(unstocked(), a_place())], actor=TEST,
        )  # fmt: skip

    assert not Lot.objects.filter(ownership="memo_in").exists()


def test_what_nobody_holds_goes_back_to_him():
    setting = unstocked()
    lot = on_memo(setting, 3)
    claim_stock(
        lines=[ClaimLine(setting.pk, 2, a_place().pk)], purpose="basket", holder=ZOE,
        expires_at=None, actor=TEST,
    )  # fmt: skip

    with pytest.raises(PiecesClaimed):
        send_back(lines=[Foreign(setting, a_place(), lot, 2)], actor=TEST)
    with pytest.raises(NotSoMany):
        send_back(lines=[Foreign(setting, a_place(), lot, 4)], actor=TEST)
    send_back(lines=[Foreign(setting, a_place(), lot, 1)], actor=TEST)

    assert lies(setting) == {"perth": (1, 0), "sydney": (2, 2)}
    assert StockMovement.objects.filter(item=setting).latest("id").reason == "sent_back"


def test_our_own_pieces_go_back_to_nobody():
    setting = a_setting()
    ours = Lot.objects.get(ownership="owned")

    with pytest.raises(NotOnMemo):
        send_back(lines=[Foreign(setting, a_place(), ours)], actor=TEST)

    assert lies(setting) == {"sydney": (10, 0)}


def test_buying_makes_them_ours_with_their_cost_and_who_holds_them():
    setting = unstocked()
    lot = on_memo(setting, 3)
    claim_stock(
        lines=[ClaimLine(setting.pk, 2, a_place().pk)], purpose="basket", holder=PRIYA,
        expires_at=None, actor=TEST,
    )  # fmt: skip

    buy_memo(item=setting, location=a_place(), lot=lot, quantity=2, cost=Decimal(700), actor=TEST)

    held = {(r.lot.ownership, r.on_hand, r.claimed) for r in setting.records.filter(
        location=a_place(), on_hand__gt=0)}  # fmt: skip
    assert held == {("memo_in", 1, 1), ("owned", 2, 1)}
    assert sum(c.quantity for c in Claim.objects.live().filter(holder=PRIYA)) == 2
    assert Item.objects.get(pk=setting.pk).cost == Decimal(700)
    assert PriceChange.objects.get(item=setting).kind == "cost"


def test_a_sale_of_his_piece_is_reported_once():
    setting = unstocked()
    on_memo(setting, 1)
    sold = sell(setting, 2)
    his = [claim for claim in sold if claim.record.lot.ownership == "memo_in"]
    ours = [claim for claim in sold if claim not in his]

    first = report_sale(claims=[his[0].public_id], reference="mail of Monday", actor=TEST)
    again = report_sale(claims=[his[0].public_id], reference="twice", actor=TEST)

    assert first[0].pk == again[0].pk
    assert SaleReport.objects.get().reference == "mail of Monday"
    with pytest.raises(NotOnMemo):
        report_sale(claims=[ours[0].public_id], reference="", actor=TEST)
    with pytest.raises(UnknownClaim):
        report_sale(claims=[setting.public_id], reference="", actor=TEST)


# Ours, with a customer


def test_she_takes_pieces_home_and_nobody_else_can_have_them():
    stone, setting = a_stone(), a_setting(pieces=2)

    memo = taken_home(stone, setting)

    assert memo.number.startswith("M-")
    assert lies(stone) == {"with-customers": (1, 1)}
    assert lies(setting) == {"sydney": (1, 0), "with-customers": (1, 1)}
    with pytest.raises(Insufficient):
        sell(stone, holder=ZOE)


def test_takes_all_lines_or_none():
    stone, setting = a_stone(), a_setting(pieces=2)
    sell(stone, holder=ZOE)

    with pytest.raises(Insufficient):
        taken_home(setting, stone)

    assert lies(setting) == {"sydney": (2, 0)}


def test_what_comes_back_is_free_again_and_the_memo_is_settled_with_the_last():
    stone, setting = a_stone(), a_setting(pieces=2)
    memo = taken_home(stone, setting)
    first, second = memo.lines.order_by("pk")

    memo = return_memo(memo=memo, lines=[first.pk], actor=TEST)
    assert memo.closed_at is None
    memo = return_memo(memo=memo, actor=TEST, location=a_place("perth"))

    assert memo.closed_at is not None
    assert lies(stone) == {"sydney": (1, 0)}
    assert lies(setting) == {"sydney": (1, 0), "perth": (1, 0)}
    for lines in ([second.pk], None):
        with pytest.raises(MemoOver):
            return_memo(memo=memo, lines=lines, actor=TEST)


def test_what_she_buys_settles_its_line():
    stone = a_stone()
    memo = taken_home(stone)

    sell(stone)

    memo.refresh_from_db()
    assert memo.closed_at is not None
    assert memo.lines.get().bought_at is not None
    assert lies(stone) == {}
    with pytest.raises(MemoOver):
        return_memo(memo=memo, actor=TEST)
