"""Machines move, count, lend, correct, assemble and price by the same rules as people."""

import re
import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from inventory.models import (
    AssemblyPart,
    Claim,
    GradingReport,
    Item,
    Memo,
    PriceChange,
    Product,
    SafetyStock,
    SaleReport,
    StockMovement,
    Supplier,
    Transfer,
)
from omni.lib.models import ClientKey
from staff.models import ApiClient
from tests.api.conftest import a_machine, problem
from tests.api.test_schema import DOING
from tests.inventory.moves import lies
from tests.stock import a_parcel, a_place, a_setting, a_stone, on_hand

pytestmark = pytest.mark.django_db
SOME = "018f0000-0000-7000-8000-000000000001"


def path_of(template: str) -> str:
    template = re.sub(r"{\w+}", SOME, template.replace("{sku}", "TD-1"))
    return template.removeprefix("/api/v1")


@pytest.mark.parametrize("address", DOING)
def test_an_address_asks_for_its_scope_and_a_key_and_no_other_field(address):
    path = path_of(address)
    everything = a_machine()
    reading = a_machine("Reader", ApiClient.Scope.READ)

    assert problem(Client().post(f"/api/v1{path}"))[0] == 401
    assert problem(reading.post(path, {})) == (403, "not_allowed")
    bare = Client().post(f"/api/v1{path}", "{}", "application/json", headers=everything.headers)
    assert problem(bare) == (400, "key_missing")
    refused = everything.post(path, {"colour": "blue"})
    assert problem(refused) == (400, "invalid")
    assert "colour" in refused.json()["error"]["details"]["fields"]
    assert not ClientKey.objects.exists()


READING = [
    "/transfers/", f"/transfers/{SOME}/", f"/counts/{SOME}/", f"/memos/{SOME}/", "/selections/",
    f"/selections/{SOME}/", f"/selections/{SOME}/file/?kind=csv", f"/shares/{SOME}/",
    "/lists/", f"/lists/{SOME}/", f"/lists/{SOME}/rows/?fate=new", f"/lists/{SOME}/problems/",
]  # fmt: skip


@pytest.mark.parametrize("address", READING)
def test_reading_asks_for_the_scope_too(address):
    assert problem(a_machine("Reader", ApiClient.Scope.READ).get(address))[0] == 403
    assert a_machine().get(address).status_code in {200, 404}


@pytest.fixture
def cities(sydney, melbourne):
    return [a_place("sydney"), a_place("melbourne")]


def wish(*items: Item, **more) -> dict:
    lines = [{"sku": item.sku} for item in items]
    return {"source": "sydney", "destination": "melbourne", "lines": lines} | more


def test_a_transfer_goes_from_shelf_to_shelf(machine, cities):
    stone, setting = a_stone(), a_setting(pieces=3)
    body = wish(stone, due_on="2030-01-07", note="Für Zoë")
    body["lines"].append({"sku": setting.sku, "quantity": 2})

    asked = machine.post("/transfers/", body)

    assert asked.status_code == 201
    box = asked.json()
    assert (box["state"], box["due_on"], box["note"]) == ("requested", "2030-01-07", "Für Zoë")
    one, two = (line["line"] for line in box["lines"])
    at = f"/transfers/{box['id']}/"
    both = [{"line": one, "quantity": 1}, {"line": two, "quantity": 2}]
    assert machine.post(f"{at}pick/", {"lines": both}).json()["state"] == "picked"
    shipped = machine.post(f"{at}ship/", {"carrier": "Courier 7"}).json()
    assert (shipped["state"], shipped["carrier"]) == ("shipped", "Courier 7")
    short = machine.post(f"{at}receive/", {"lines": [both[0], {"line": two, "quantity": 1}]})
    assert short.json()["state"] == "short"
    open_ones = machine.get("/transfers/", {"location": "melbourne"}).json()["transfers"]
    assert [row["id"] for row in open_ones] == [box["id"]]
    done = machine.post(f"{at}write-off/", {"why": "lost by the courier"}).json()

    assert done["state"] == "received"
    assert [line["lost"] for line in done["lines"]] == [0, 1]
    assert lies(stone) == {"melbourne": (1, 0)}
    assert lies(setting) == {"sydney": (1, 0), "melbourne": (1, 0)}
    assert machine.get(at).json() == done
    assert machine.get("/transfers/").json() == {"transfers": []}


def test_a_list_of_transfers_costs_the_same_however_long_it_is(machine, cities):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert machine.get("/transfers/").status_code == 200
        return len(queries)

    machine.post("/transfers/", wish(a_stone()))
    of_one = cost()
    for _ in range(3):
        machine.post("/transfers/", wish(a_stone()))

    assert len(machine.get("/transfers/").json()["transfers"]) == 4
    assert cost() == of_one


def test_a_transfer_takes_all_lines_or_none_and_says_which_is_short(machine, cities):
    stone, setting = a_stone(), a_setting(pieces=1)
    body = wish(stone)
    body["lines"].append({"sku": setting.sku, "quantity": 2})

    answer = machine.post("/transfers/", body)

    assert problem(answer) == (409, "insufficient_stock")
    lines = answer.json()["error"]["details"]["lines"]
    assert lines == [{"sku": setting.sku, "wanted": 2, "free": 1}]
    assert not Transfer.objects.exists()
    assert on_hand(stone) == (1, 0)


def test_the_same_key_takes_a_step_once(machine, cities):
    stone, key = a_stone(), uuid.uuid4()

    first = machine.post("/transfers/", wish(stone), key)
    again = machine.post("/transfers/", wish(stone), key)
    other = machine.post("/transfers/", wish(stone, note="x"), key)

    assert (again.status_code, again.json()) == (201, first.json())
    assert problem(other) == (422, "key_reused")
    assert Transfer.objects.count() == 1


def test_what_isnt_known_is_named(machine, cities):
    stone = a_stone()

    pieces = machine.post("/transfers/", wish(stone) | {"lines": [{"sku": "NOPE"}]})
    place = machine.post("/transfers/", wish(stone, source="atlantis"))
    mine = machine.post(f"/transfers/{SOME}/ship/", {})

    assert problem(pieces) == (404, "unknown_piece")
    assert pieces.json()["error"]["details"]["lines"] == [{"sku": "NOPE"}]
    assert problem(place) == (404, "unknown_place")
    assert place.json()["error"]["details"]["locations"] == ["atlantis"]
    assert problem(mine) == (404, "not_found")


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


def test_pieces_are_lent_and_come_back_to_their_own_client_only(machine, other, cities):
    stone, setting = a_stone(), a_setting(pieces=2)
    lines = [{"sku": stone.sku}, {"sku": setting.sku, "quantity": 2}]
    body = {"reference": "visit-7", "location": "sydney", "due_on": "2030-01-07", "lines": lines}

    memo = machine.post("/memos/", body).json()

    at = f"/memos/{memo['id']}/"
    assert (memo["reference"], memo["location"], memo["closed_at"]) == ("visit-7", "sydney", None)
    assert Memo.objects.get().holder == f"client:{machine.client.public_id}:visit-7"
    assert problem(other.get(at)) == (404, "not_found")
    assert problem(other.post(f"{at}return/", {})) == (404, "not_found")
    first = memo["lines"][0]["line"]
    part = machine.post(f"{at}return/", {"lines": [first], "location": "melbourne"}).json()
    assert [line["state"] for line in part["lines"]] == ["returned", "out"]
    assert problem(machine.post(f"{at}return/", {"lines": [first]})) == (409, "memo_over")
    rest = machine.post(f"{at}return/", {}).json()

    assert rest["closed_at"] is not None
    assert lies(stone) == {"melbourne": (1, 0)}
    assert lies(setting) == {"sydney": (2, 0)}


@pytest.fixture
def his(cities) -> dict:
    Supplier.objects.create(code="antwerp", name="Antwerp Stones")
    return {"supplier": "antwerp", "number": "A-7"}


def test_a_suppliers_pieces_are_taken_in_bought_sold_and_sent_back(machine, his):
    setting = a_setting(pieces=1, at=a_place("perth"))
    line = {"sku": setting.sku, "location": "sydney"}
    came = machine.post(
        "/suppliers/memos/", his | {"due_on": "2030-01-07", "lines": [line | {"quantity": 3}]}
    )
    assert came.status_code == 201
    assert lies(setting)["sydney"] == (3, 0)

    bought = machine.post("/suppliers/buy/", his | line | {"cost": "400.50"})
    back = machine.post("/suppliers/send-back/", his | {"lines": [line]})
    too_many = machine.post("/suppliers/send-back/", his | {"lines": [line | {"quantity": 2}]})

    assert bought.status_code == back.status_code == 200
    assert "cost" not in bought.json()["items"][0]
    assert Item.objects.get(pk=setting.pk).cost == Decimal("400.50")
    assert problem(too_many) == (409, "not_so_many")
    assert on_hand(setting) == (3, 0)


def test_a_sale_is_reported_once_and_only_a_suppliers(machine, his):
    from inventory.actions.claim import ClaimLine, claim_stock
    from inventory.actions.consume import consume_claims
    from tests.stock import TEST

    setting, ours = a_setting(pieces=1, at=a_place("perth")), a_stone()
    line = {"sku": setting.sku, "location": "sydney"}
    machine.post("/suppliers/memos/", his | {"due_on": "2030-01-07", "lines": [line]})
    sold = claim_stock(
        lines=[ClaimLine(setting.pk, 1, a_place().pk), ClaimLine(ours.pk)], purpose="order",
        holder="order:1", expires_at=None, actor=TEST,
    )  # fmt: skip
    consume_claims(claims=[c.public_id for c in sold], cause="order:1", actor=TEST)

    def report(claim: Claim, reference="INV-1"):
        body = {"claims": [str(claim.public_id)], "reference": reference}
        return machine.post("/suppliers/sales/", body)

    assert report(sold[0]).json()["reports"][0]["supplier"] == "antwerp"
    assert report(sold[0], "INV-2").json()["reports"][0]["reference"] == "INV-1"
    assert problem(report(sold[1])) == (409, "not_on_memo")
    assert SaleReport.objects.count() == 1


def test_an_unknown_memo_of_a_supplier_is_named(machine, his):
    setting = a_setting(at=a_place())
    line = {"sku": setting.sku, "location": "sydney"}

    answer = machine.post("/suppliers/send-back/", his | {"lines": [line]})

    assert problem(answer) == (404, "unknown_supplier")


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


@pytest.mark.parametrize("why", ["ok", "   ", " lost", "a\nb", "x" * 81, None])
def test_a_reason_is_some_words(machine, cities, why):
    box = machine.post("/transfers/", wish(a_stone())).json()

    assert problem(machine.post(f"/transfers/{box['id']}/cancel/", {"why": why}))[0] == 400

    assert Transfer.objects.get().state == "requested"
