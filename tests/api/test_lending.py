"""Machines lend pieces, and take in, buy, sell and send back a supplier's."""

from decimal import Decimal

import pytest

from inventory.models import (
    Claim,
    Item,
    Memo,
    SaleReport,
    Supplier,
)
from tests.api.conftest import problem
from tests.inventory.moves import lies
from tests.stock import a_place, a_setting, a_stone, on_hand

pytestmark = pytest.mark.django_db


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
