"""A machine that sells by a till of its own, and a supplier who has something no more."""

import uuid

import pytest

from inventory.actions.withdraw_stock import withdraw_stock
from inventory.errors import LiesWithUs
from inventory.models import Lot, StockMovement, Supplier
from tests.api.conftest import problem
from tests.stock import TEST, a_place, a_setting, a_stone, hold, on_hand

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


@pytest.mark.parametrize("claim", [str(uuid.UUID(int=1)), "", "x", "%00"])
def test_a_hold_that_never_was_sells_nothing(machine, claim):
    assert problem(machine.post(f"/claims/{claim}/consume/", SALE)) == (404, "not_found")

    assert not StockMovement.objects.exists()


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


@pytest.mark.parametrize("kind", ["transit", "customer"])
def test_nothing_comes_to_lie_where_only_transfers_and_memos_bring_it(machine, kind):
    ring, road = a_setting(pieces=2), a_place("away", kind=kind)
    machine.post(f"/claims/{held(machine, ring)}/consume/", SALE)
    where, line = {"location": "away"}, {"sku": ring.sku}
    words = {"why": "found", "words": "it was in the safe"}

    answers = [
        machine.post("/returns/", SALE | where | {"lines": [line]}),
        machine.post("/receipts/", {"reference": "D-1", "lines": [line | where]}),
        machine.post("/adjustments/", words | {"lines": [line | where | {"delta": 1}]}),
    ]

    assert [problem(answer) for answer in answers] == [(400, "on_the_way")] * 3
    assert on_hand(ring) == (1, 0)
    assert not road.records.exists()


@pytest.fixture
def feed() -> dict:
    """What lies at a supplier, as their lists bring it."""
    supplier = Supplier.objects.create(code="feed", name="Feed")
    Lot.objects.create(supplier=supplier, ownership="virtual")
    return {"supplier": "feed", "why": "sold elsewhere"}


def theirs(ownership: str = "virtual", place: str = "vault-feed"):
    """A ring in the supplier's lot."""
    ring = a_setting(pieces=1, at=a_place(place, kind="supplier" if "feed" in place else "store"))
    ring.records.update(lot=Lot.objects.get(ownership=ownership))
    return ring


def test_a_supplier_has_some_no_more_and_what_is_held_or_came_to_us_stays(machine, feed):
    free, kept, here = theirs(), theirs(), theirs(place="sydney")
    hold(kept)
    skus = [free.sku, kept.sku, here.sku]

    answer = machine.post("/suppliers/withdrawals/", feed | {"skus": skus})

    assert answer.json() == {"withdrawn": [free.sku], "kept": [kept.sku, here.sku]}
    assert [on_hand(ring) for ring in (free, kept, here)] == [(0, 0), (1, 1), (1, 0)]
    unknown = machine.post("/suppliers/withdrawals/", feed | {"skus": ["NO"]})
    assert problem(unknown)[0] == 404


@pytest.mark.parametrize("ownership", ["memo_in", "consignment"])
def test_what_lies_with_us_is_never_withdrawn(machine, feed, ownership):
    lot = Lot.objects.create(
        supplier=Supplier.objects.get(), ownership=ownership, memo_number="F-1"
    )
    ring = theirs(ownership, "sydney")
    asked = feed | {"skus": [ring.sku]}

    by_number = machine.post("/suppliers/withdrawals/", asked | {"number": "F-1"})
    by_ownership = machine.post("/suppliers/withdrawals/", asked | {"ownership": ownership})
    with pytest.raises(LiesWithUs):
        withdraw_stock(item_ids=[ring.pk], lot_id=lot.pk, cause="test", actor=TEST)

    assert (problem(by_number)[0], problem(by_ownership)[0]) == (404, 400)
    assert on_hand(ring) == (1, 0)
