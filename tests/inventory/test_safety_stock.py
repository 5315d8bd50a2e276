"""The last pieces of a place aren't promised by the web; staff see through it and sell them."""

import pytest

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.actions.set_safety_stock import set_safety_stock
from inventory.errors import BadQuantity, Insufficient
from inventory.models import Lot, SafetyStock, Supplier
from inventory.selectors.availability import availability
from inventory.selectors.stores import at_stores
from tests.stock import TEST, a_place, a_setting, a_stone

pytestmark = pytest.mark.django_db


def keep(item, quantity, at=None):
    return set_safety_stock(item=item, location=at or a_place(), quantity=quantity, actor=TEST)


def of(item):
    return availability([item.pk])[item.pk]


def hold(item, quantity=1, online=False):
    return claim_stock(
        lines=[ClaimLine(item.pk, quantity, online=online)], purpose="basket",
        holder=f"visitor:{quantity}{online}", expires_at=None, actor=TEST,
    )  # fmt: skip


def test_the_web_promises_the_rest_and_staff_all_of_it():
    rings = a_setting(pieces=3)

    keep(rings, 2)

    one = of(rings)
    assert (one.kind, one.free, one.promised, one.can_buy) == ("go", 3, 1, True)
    hold(rings, online=True)
    one = of(rings)
    assert (one.kind, one.state, one.word) == ("hold", "in_store_only", "In store only: Sydney")
    assert (one.free, one.promised, one.can_buy) == (2, 0, False)
    with pytest.raises(Insufficient):
        hold(rings, 2, online=True)
    assert hold(rings, 2)
    assert of(rings).state == "held"


def test_each_store_says_it_to_the_web_and_to_staff(sydney, melbourne):
    rings = a_setting(pieces=1)
    keep(rings, 1)

    def words(**more):
        return {line.store.slug: line.word for line in at_stores(of(rings), both, **more)}

    both = [sydney, melbourne]
    assert words() == {"sydney": "Here, in store only", "melbourne": "In store only: Sydney"}
    assert words(staff=True)["sydney"] == "Here now"
    assert words(staff=True)["melbourne"].startswith("Can be here")


def test_it_is_kept_of_the_place_whosever_the_pieces_are():
    rings = a_setting(pieces=1)
    supplier = Supplier.objects.create(code="antwerp", name="Antwerp")
    lot = Lot.objects.create(ownership="consignment", supplier=supplier, memo_number="7")
    line = ReceiveLine(rings, a_place(), 1, lot)
    receive_stock(lines=[line], cause="test", actor=TEST)

    keep(rings, 1)

    one = of(rings)
    assert (len(one.places), one.free, one.promised) == (1, 2, 1)
    assert one.word == "In store: Sydney"
    assert hold(rings, online=True)
    with pytest.raises(Insufficient):
        hold(rings, 2, online=True)


def test_a_change_reaches_open_pages_and_the_same_again_is_none():
    rings = a_setting(pieces=3)
    before = of(rings).version

    row = keep(rings, 2)
    changed = of(rings).version
    again = keep(rings, 2)

    assert (row.quantity, again.pk) == (2, row.pk)
    assert changed > before
    assert of(rings).version == changed
    assert keep(rings, 0) is None
    assert not SafetyStock.objects.exists()
    assert of(rings).promised == 3


@pytest.mark.parametrize("quantity", [-1, 10_001])
def test_a_quantity_is_none_or_some(quantity):
    rings = a_setting(pieces=3)

    with pytest.raises(BadQuantity):
        keep(rings, quantity)

    assert of(rings).promised == 3


def test_a_stone_that_is_kept_back_can_be_seen_and_isnt_reserved_online(client, sydney):
    import uuid

    from inventory.models import Claim

    stone = a_stone(sku="TD-1")
    keep(stone, 1)

    page = client.get("/diamonds/TD-1/").content.decode()
    assert "In store only: Sydney" in page
    assert "We sell the last of these in store." in page
    answer = client.post(
        "/diamonds/TD-1/reserve/",
        {"name": "Zoe", "mobile": "0491 570 157", "store": "sydney", "client_key": uuid.uuid4()},
        headers={"origin": "http://testserver"},
    )

    assert answer["Location"] == "/diamonds/TD-1/"
    assert not Claim.objects.exists()
