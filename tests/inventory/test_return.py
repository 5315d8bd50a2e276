"""What was sold comes back once, to the lot it left, and no more than was sold."""

import pytest

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.actions.return_stock import Back, return_stock
from inventory.errors import AlreadyThere, BadQuantity, NotSold
from inventory.models import Listing, StockMovement
from tests.inventory.moves import lies
from tests.stock import TEST, a_parcel, a_place, a_setting, a_stone

pytestmark = pytest.mark.django_db


def sell(item, quantity=1, cause="order:1"):
    claims = claim_stock(
        lines=[ClaimLine(item.pk, quantity)], purpose="order", holder="customer:1",
        expires_at=None, actor=TEST,
    )  # fmt: skip
    consume_claims(claims=[claim.public_id for claim in claims], cause=cause, actor=TEST)


def back(item, quantity=1, cause="order:1", at=None):
    return return_stock(
        lines=[Back(item.pk, quantity)], cause=cause, location=at or a_place("perth"), actor=TEST
    )


def test_a_sold_stone_is_for_sale_again_where_it_came_back():
    stone = a_stone()
    sell(stone)

    back(stone)

    assert lies(stone) == {"perth": (1, 0)}
    assert Listing.objects.get(item=stone).state == Listing.State.AVAILABLE
    assert StockMovement.objects.filter(item=stone).latest("id").reason == "returned"


def test_comes_back_once():
    stone, setting = a_stone(), a_setting(pieces=5)
    sell(stone)
    sell(setting, 3)
    back(stone)
    back(setting, 2)

    with pytest.raises(AlreadyThere):
        back(stone)
    with pytest.raises(NotSold):
        back(setting, 2)
    with pytest.raises(NotSold):
        back(setting, 1, cause="order:2")
    with pytest.raises(BadQuantity):
        back(setting, 0)

    assert lies(setting) == {"sydney": (2, 0), "perth": (2, 0)}


def test_a_parcels_pieces_come_back_with_their_weight():
    parcel = a_parcel(pieces=10, carats="1.00")
    sell(parcel, 4)

    back(parcel, 1)
    back(parcel, 3)

    there = parcel.records.get(location__code="perth")
    assert (there.on_hand, str(there.carats)) == (4, "0.40")
