"""Melee is split and joined by pieces and carats, and nothing of it is lost."""

from decimal import Decimal

import pytest

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.actions.join_parcels import join_parcels
from inventory.actions.split_parcel import split_parcel
from inventory.errors import BadQuantity, NotAParcel, NotSoMany, PiecesClaimed
from tests.stock import TEST, a_parcel, a_place, a_setting

pytestmark = pytest.mark.django_db


def split(source, target, pieces, carats):
    split_parcel(
        source=source, target=target, location=a_place(), pieces=pieces, carats=Decimal(carats),
        actor=TEST,
    )  # fmt: skip


def holds(parcel) -> tuple[int, Decimal]:
    record = parcel.records.get()
    return record.on_hand, record.carats


def test_splits_by_the_scale():
    source, target = a_parcel(pieces=100, carats="2.00"), a_parcel(pieces=10, carats="0.20")

    split(source, target, 30, "0.65")

    assert holds(source) == (70, Decimal("1.35"))
    assert holds(target) == (40, Decimal("0.85"))


def test_joins_all_of_it():
    source, target = a_parcel(pieces=100, carats="2.00"), a_parcel(pieces=10, carats="0.20")

    join_parcels(source=source, target=target, location=a_place(), actor=TEST)

    assert holds(source) == (0, Decimal(0))
    assert holds(target) == (110, Decimal("2.20"))
    with pytest.raises(NotSoMany):
        join_parcels(source=source, target=target, location=a_place(), actor=TEST)


@pytest.mark.parametrize(
    ("pieces", "carats", "refusal"),
    [
        (101, "2.00", NotSoMany), (95, "1.90", PiecesClaimed), (0, "0.10", BadQuantity),
        (10, "0", BadQuantity), (10, "2.00", BadQuantity), (10, "2.01", BadQuantity),
        (10, "0.001", BadQuantity),
    ],
)  # fmt: skip
def test_refuses_what_the_parcel_cannot_give(pieces, carats, refusal):
    source, target = a_parcel(pieces=100, carats="2.00"), a_parcel(pieces=10, carats="0.20")
    claim_stock(
        lines=[ClaimLine(source.pk, 10)], purpose="order", holder="customer:1", expires_at=None,
        actor=TEST,
    )  # fmt: skip

    with pytest.raises(refusal):
        split(source, target, pieces, carats)

    assert holds(source) == (100, Decimal("2.00"))
    assert holds(target) == (10, Decimal("0.20"))


def test_only_melee_is_split():
    parcel, setting = a_parcel(), a_setting()

    for source, target in ((parcel, setting), (setting, parcel), (parcel, parcel)):
        with pytest.raises(NotAParcel):
            split(source, target, 1, "0.02")


def test_a_sale_takes_its_share_of_the_weight_and_the_last_all_the_rest():
    parcel = a_parcel(pieces=3, carats="0.10")

    weights = []
    for _ in range(3):
        claims = claim_stock(
            lines=[ClaimLine(parcel.pk)], purpose="order", holder="customer:1", expires_at=None,
            actor=TEST,
        )  # fmt: skip
        consume_claims(claims=[c.public_id for c in claims], cause="order:1", actor=TEST)
        weights.append(str(parcel.records.get().carats))

    assert weights == ["0.07", "0.03", "0.00"]
