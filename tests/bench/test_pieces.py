"""Ten pieces are laid for many buyers, and what became of them is counted from the books."""

import pytest

from bench.pieces import PIECES, count, lay
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Item
from tests.stock import TEST, a_place, a_setting

pytestmark = pytest.mark.django_db(transaction=True)


def test_lays_ten_and_counts_what_is_held():
    a_setting(at=a_place())

    thing = lay(7)
    claim_stock(
        lines=[ClaimLine(Item.objects.get(sku=thing["sku"]).pk, 4)], purpose="basket",
        holder="visitor:x", expires_at=None, actor=TEST,
    )  # fmt: skip

    assert thing["price"] == "1950.00"
    assert count(thing["sku"]) == {"sold": 0, "held": 4, "on_hand": PIECES, "claimed": 4}
