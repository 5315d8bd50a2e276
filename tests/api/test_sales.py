"""A machine that sells by a till of its own, and a supplier who has something no more."""

import uuid

import pytest

from inventory.models import Lot, StockMovement, Supplier
from tests.api.conftest import problem
from tests.stock import a_place, a_setting, a_stone, hold, on_hand

pytestmark = pytest.mark.django_db
SALE = {"reference": "S-1042"}


@pytest.fixture(autouse=True)
def sydney():
    return a_place("sydney")


def held(machine, item, quantity: int = 1) -> str:
    """The claim of a hold by this machine."""
    lines = [{"sku": item.sku, "quantity": quantity}]
    answer = machine.post(
        "/claims/", {"purpose": "basket", "reference": "r", "expires_in": 60, "lines": lines}
    )
    assert answer.status_code == 201, answer.content
    return answer.json()["claims"][0]["id"]


def test_what_it_sold_leaves_the_stock_and_comes_back_under_its_number(machine):
    rings = a_setting(pieces=3)

    sold = machine.post(f"/claims/{held(machine, rings, 2)}/consume/", SALE)
    back = {"location": "sydney", "lines": [{"sku": rings.sku}]} | SALE
    once, twice, thrice = (machine.post("/returns/", back) for _ in range(3))

    assert (sold.status_code, sold.json()["state"]) == (200, "consumed")
    assert (once.status_code, twice.status_code) == (200, 200)
    assert problem(thrice) == (409, "not_sold")
    assert on_hand(rings) == (3, 0)
    causes = set(StockMovement.objects.filter(delta=-2).values_list("cause", flat=True))
    assert causes == {f"client:{machine.client.public_id}:S-1042"}


def test_nobody_elses_hold_is_sold_and_nobody_elses_sale_comes_back(machine, other):
    stone = a_stone()
    claim = held(machine, stone)

    assert other.post(f"/claims/{claim}/consume/", SALE).status_code == 404
    assert machine.post(f"/claims/{claim}/consume/", SALE).status_code == 200
    back = {"location": "sydney", "lines": [{"sku": stone.sku}]} | SALE
    assert problem(other.post("/returns/", back)) == (409, "not_sold")
    assert on_hand(stone) == (0, 0)


def test_a_hold_is_sold_once_and_the_same_key_hears_the_same(machine):
    claim = held(machine, a_stone())

    first = machine.post(f"/claims/{claim}/consume/", SALE, key=(key := uuid.uuid4()))
    again = machine.post(f"/claims/{claim}/consume/", SALE, key=key)
    later = machine.post(f"/claims/{claim}/consume/", SALE)

    assert first.json() == again.json()
    assert problem(later) == (409, "claim_over")


@pytest.mark.parametrize("reference", ["", "a b", "x" * 31, None, "ü"])
def test_a_number_is_some_plain_letters(machine, reference):
    claim = held(machine, a_stone())

    answer = machine.post(f"/claims/{claim}/consume/", {"reference": reference})

    assert problem(answer) == (400, "invalid")


def test_a_supplier_has_some_no_more_and_what_is_held_stays(machine):
    supplier = Supplier.objects.create(code="feed", name="Feed")
    lot = Lot.objects.create(supplier=supplier, ownership="consignment", memo_number="F-1")
    at = {"supplier": "feed", "number": "F-1", "ownership": "consignment"}
    free, kept = a_setting(pieces=1), a_setting(pieces=1)
    for item in (free, kept):
        item.records.update(lot=lot)
    hold(kept)

    answer = machine.post(
        "/suppliers/withdrawals/", at | {"skus": [free.sku, kept.sku], "why": "sold elsewhere"}
    )

    assert answer.json() == {"withdrawn": [free.sku], "held": [kept.sku]}
    assert (on_hand(free), on_hand(kept)) == ((0, 0), (1, 1))
    unknown = machine.post("/suppliers/withdrawals/", at | {"skus": ["NO"], "why": "sold there"})
    assert problem(unknown)[0] == 404
