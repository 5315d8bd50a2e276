"""What machines do asks for its scope and a key; a transfer goes by the same rules as people's."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from inventory.models import (
    Item,
    Transfer,
)
from omni.lib.models import ClientKey
from staff.models import ApiClient
from tests.api.conftest import a_machine, problem
from tests.api.test_schema import DOING
from tests.inventory.moves import lies
from tests.stock import a_setting, a_stone, on_hand

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


@pytest.mark.parametrize("why", ["ok", "   ", " lost", "a\nb", "x" * 81, None])
def test_a_reason_is_some_words(machine, cities, why):
    box = machine.post("/transfers/", wish(a_stone())).json()

    assert problem(machine.post(f"/transfers/{box['id']}/cancel/", {"why": why}))[0] == 400

    assert Transfer.objects.get().state == "requested"
