"""Machines count, receive, correct, assemble, weigh out and price as people do."""

from decimal import Decimal

import pytest

from inventory.models import (
    AssemblyPart,
    GradingReport,
    Item,
    PriceChange,
    Product,
    SafetyStock,
    StockMovement,
)
from tests.api.conftest import problem
from tests.inventory.moves import lies
from tests.stock import a_parcel, a_setting, a_stone, on_hand

pytestmark = pytest.mark.django_db


def test_a_place_is_counted_and_the_book_corrected(machine, cities):
    seen, gone, far = a_stone(), a_stone(), a_stone(at=cities[1])
    GradingReport.objects.create(stone=seen.stone, lab="GIA", number="2141438171")
    count = machine.post("/counts/", {"location": "sydney"}).json()
    at = f"/counts/{count['id']}/"
    assert (count["state"], count["expected"], count["seen"]) == ("open", 2, 0)
    assert problem(machine.post("/counts/", {"location": "sydney"})) == (409, "count_goes_on")

    for code in ("2141438171", far.sku, "4006381333931", gone.sku):
        machine.post(f"{at}scan/", {"code": code})
    back = machine.post(f"{at}take-back/", {"code": gone.sku}).json()

    assert (back["seen"], back["missing"], back["unexpected"]) == (1, 1, 1)
    assert back["unknown"] == ["4006381333931"]
    assert problem(machine.post(f"{at}correct/", {"why": "too early"})) == (409, "count_not_closed")
    closed = machine.post(f"{at}close/", {}).json()
    assert {one["sku"] for one in closed["differences"]} == {gone.sku, far.sku}
    assert lies(gone) == {"sydney": (1, 0)}
    done = machine.post(f"{at}correct/", {"why": "looked twice"}).json()

    assert done["corrected_at"] is not None
    assert lies(gone) == {}
    assert lies(far) == {"melbourne": (1, 0)}
    assert machine.get(at).json() == done
    move = StockMovement.objects.filter(item=gone).latest("id")
    assert move.actor == f"client:{machine.client.public_id}"


def test_a_count_is_given_up(machine, cities):
    count = machine.post("/counts/", {"location": "sydney", "scope": "setting"}).json()

    gone = machine.post(f"/counts/{count['id']}/abandon/", {})

    assert (gone.json()["state"], gone.json()["scope"]) == ("abandoned", "setting")
    assert problem(machine.post(f"/counts/{count['id']}/scan/", {"code": "x"}))[0] == 409


def test_stock_is_received_and_corrected_with_a_reason(machine, cities):
    setting, stone = a_setting(pieces=1), a_stone()
    line = {"sku": setting.sku, "location": "sydney"}

    came = machine.post("/receipts/", {"reference": "DN-1", "lines": [line | {"quantity": 4}]})
    again = machine.post(
        "/receipts/", {"reference": "DN-2", "lines": [{"sku": stone.sku, "location": "sydney"}]}
    )
    lost = machine.post(
        "/adjustments/",
        {"why": "lost", "words": "not in the drawer", "lines": [line | {"delta": -2}]},
    )
    more = machine.post(
        "/adjustments/",
        {"why": "lost", "words": "not in the drawer", "lines": [line | {"delta": -9}]},
    )

    assert came.status_code == 201
    assert came.json()["items"][0]["availability"]["free"] == 5
    assert problem(again) == (409, "already_there")
    assert lost.json()["items"][0]["availability"]["free"] == 3
    assert problem(more) == (409, "not_so_many")
    assert lies(setting) == {"sydney": (3, 0)}


def test_a_ring_is_made_and_taken_apart(machine, cities):
    stone, setting = a_stone(), a_setting(pieces=2)
    product = Product.objects.create(kind="jewellery", slug="ring", name="Ring")
    Item.objects.create(product=product, sku="RING-1", is_serial=True, price=1)
    body = {
        "sku": "RING-1", "location": "sydney", "parts": [{"sku": stone.sku}, {"sku": setting.sku}],
    }  # fmt: skip

    made = machine.post("/assemblies/", body)

    assert made.status_code == 201
    assert {part["sku"] for part in made.json()["parts"]} == {stone.sku, setting.sku}
    assert AssemblyPart.objects.count() == 2
    assert on_hand(stone) == (0, 0)
    where = machine.get(f"/items/{stone.sku}/availability/").json()
    assert (where["because"], where["word"]) == ("set", "Set in a ring")
    apart = machine.post("/assemblies/take-apart/", {"sku": "RING-1"})
    assert apart.json()["taken_apart_at"] is not None
    assert on_hand(stone) == (1, 0)
    assert problem(machine.post("/assemblies/take-apart/", {"sku": "RING-1"}))[0] == 409


def test_melee_is_weighed_out_and_joined(machine, cities):
    big, small = a_parcel(pieces=100, carats="2.00"), a_parcel(pieces=0)
    ends = {"source": big.sku, "target": small.sku, "location": "sydney"}

    split = machine.post("/parcels/split/", ends | {"pieces": 40, "carats": "0.80"})
    wrong = machine.post("/parcels/split/", ends | {"pieces": 60, "carats": "0.80"})
    back = machine.post(
        "/parcels/join/", {"source": small.sku, "target": big.sku, "location": "sydney"}
    )

    assert split.status_code == 200
    assert problem(wrong) == (400, "bad_quantity")
    assert back.status_code == 200
    assert lies(big) == {"sydney": (100, 0)}
    assert big.records.get().carats == Decimal("2.00")


def test_prices_costs_and_what_is_kept_from_the_web(machine, cities):
    setting = a_setting(pieces=3)
    at = f"/items/{setting.sku}/"

    priced = machine.post(f"{at}price/", {"price": "2100.00", "why": "new list"})
    costed = machine.post(f"{at}cost/", {"cost": "900"})
    kept = machine.post(f"{at}safety-stock/", {"location": "sydney", "quantity": 2})

    assert priced.json()["items"][0]["price"] == "2100.00"
    changes = PriceChange.objects.filter(item=setting).order_by("id")
    assert [(one.kind, one.amount) for one in changes] == [("price", 2100), ("cost", 900)]
    assert "900" not in costed.content.decode()
    stock = kept.json()["items"][0]["availability"]
    assert (stock["free"], stock["promised"]) == (3, 1)
    assert SafetyStock.objects.get().quantity == 2
    machine.post(f"{at}safety-stock/", {"location": "sydney", "quantity": 0})
    assert not SafetyStock.objects.exists()


@pytest.mark.parametrize("price", ["-1", "1.005", "1e3", "NaN", "", "1,5", "9999999999", None, 5.5])
def test_a_price_is_an_amount(machine, cities, price):
    setting = a_setting()

    answer = machine.post(f"/items/{setting.sku}/price/", {"price": price})

    assert problem(answer) == (400, "invalid")
    assert not PriceChange.objects.exists()
