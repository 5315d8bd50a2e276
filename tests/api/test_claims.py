"""Machines hold pieces for a while, look at their holds and let go; never at another's."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Claim, Item
from omni.lib.clock import now
from omni.lib.models import ClientKey
from tests.api.conftest import a_machine, problem
from tests.stock import TEST, a_place, a_setting, a_stone, on_hand

CLAIMS = "/claims/"


def wish(*items: Item, **more) -> dict:
    """A request to hold these for a day."""
    body = {"purpose": "basket", "reference": "web-1", "expires_in": 1440}
    return body | {"lines": [{"sku": item.sku} for item in items]} | more


def test_holds_every_line_in_its_own_name(machine, stone):
    setting = a_setting()

    answer = machine.post(CLAIMS, wish(stone, setting))

    assert answer.status_code == 201
    claims = answer.json()["claims"]
    assert [one["sku"] for one in claims] == [stone.sku, setting.sku]
    assert {one["state"] for one in claims} == {"held"}
    assert {one["reference"] for one in claims} == {"web-1"}
    row = Claim.objects.get(public_id=claims[0]["id"])
    assert row.holder == f"client:{machine.client.public_id}:web-1"
    assert row.actor == f"client:{machine.client.public_id}"
    assert abs(row.expires_at - now() - dt.timedelta(days=1)) < dt.timedelta(minutes=1)
    assert on_hand(stone) == (1, 1)


def test_a_line_may_name_its_place(machine, stone):
    elsewhere = a_stone(at=a_place("melbourne"))
    line = {"sku": elsewhere.sku, "location": "melbourne"}

    answer = machine.post(CLAIMS, wish(lines=[line]))
    wrong = machine.post(CLAIMS, wish(lines=[{"sku": stone.sku, "location": "melbourne"}]))

    assert answer.json()["claims"][0]["location"] == "melbourne"
    assert problem(wrong) == (409, "insufficient_stock")
    assert on_hand(stone) == (1, 0)


def test_somebody_was_a_moment_before(machine, stone):
    free = a_stone()
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="order", holder="order:x", expires_at=None, actor=TEST
    )

    answer = machine.post(CLAIMS, wish(stone, free))

    assert problem(answer) == (409, "insufficient_stock")
    lines = answer.json()["error"]["details"]["lines"]
    assert lines == [{"sku": stone.sku, "wanted": 1, "free": 0}]
    assert on_hand(free) == (1, 0)


def test_two_machines_never_hold_one_stone(machine, other, stone):
    assert machine.post(CLAIMS, wish(stone)).status_code == 201

    assert problem(other.post(CLAIMS, wish(stone))) == (409, "insufficient_stock")
    assert Claim.objects.live().count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"purpose": "order"}, {"purpose": "memo"}, {"purpose": None}, {"expires_in": 0},
        {"expires_in": 10081}, {"expires_in": None}, {"expires_in": "soon"}, {"lines": []},
        {"lines": [{"sku": "A"}] * 51}, {"lines": "A"}, {"lines": [{"quantity": 1}]},
        {"lines": [{"sku": "A", "quantity": 0}]}, {"lines": [{"sku": "A", "quantity": 1001}]},
        {"lines": [{"sku": "A\u0000"}]}, {"lines": [{"sku": "\ud800"}]}, {"reference": "x" * 17},
        {"reference": "a b"}, {"reference": "web-1\n"}, {"reference": ""},
        {"holder": "customer:somebody"}, {"actor": "user:ada"}, {"expires_at": None},
        {"lines": [{"sku": "A", "price": "1.00"}]},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_by_name(machine, stone, changes):
    answer = machine.post(CLAIMS, wish(stone, **changes))

    assert problem(answer) == (400, "invalid")
    assert list(answer.json()["error"]["details"]["fields"]) == list(changes)
    assert not Claim.objects.exists()
    assert not ClientKey.objects.exists()


@pytest.mark.parametrize("body", ["", "{", "[" * 60_000, '{"a": NaN}', "9" * 6000])
def test_a_body_that_is_no_json_is_malformed(machine, stone, body):
    assert problem(machine.post(CLAIMS, body)) in {(400, "malformed"), (400, "invalid")}


@pytest.mark.parametrize("body", ["[]", "null", '"x"', "1"])
def test_a_body_that_is_no_object_is_refused(machine, stone, body):
    assert problem(machine.post(CLAIMS, body)) == (400, "invalid")


def test_a_huge_body_is_not_read(machine, stone):
    answer = machine.post(CLAIMS, wish(stone, note="x" * 200_000))

    assert problem(answer) == (413, "too_large")


def test_unknown_and_unlisted_pieces_and_places_are_named(machine, stone):
    hidden = a_stone()
    Item.objects.filter(pk=hidden.pk).update(is_listed=False)
    lines = [{"sku": stone.sku}, {"sku": hidden.sku}, {"sku": "TD-404"},
             {"sku": stone.sku, "location": "atlantis"}]  # fmt: skip

    answer = machine.post(CLAIMS, wish(lines=lines))

    assert problem(answer) == (404, "unknown_piece")
    named = [line["sku"] for line in answer.json()["error"]["details"]["lines"]]
    assert named == [hidden.sku, "TD-404", stone.sku]
    assert not Claim.objects.exists()


def test_the_same_key_gets_the_same_answer_and_holds_once(machine):
    setting, key = a_setting(pieces=10), uuid.uuid4()

    first = machine.post(CLAIMS, wish(setting), key)
    again = machine.post(CLAIMS, wish(setting), key)

    assert (again.status_code, again.json()) == (201, first.json())
    assert Claim.objects.count() == 1


def test_the_same_key_gets_the_same_answer_when_the_piece_is_shown_no_more(machine, stone):
    key = uuid.uuid4()
    first = machine.post(CLAIMS, wish(stone), key)
    Item.objects.filter(pk=stone.pk).update(is_listed=False)

    assert machine.post(CLAIMS, wish(stone), key).json() == first.json()
    assert problem(machine.post(CLAIMS, wish(stone))) == (404, "unknown_piece")
    assert problem(machine.post(CLAIMS, wish(stone, reference="b"), key)) == (422, "key_reused")


def test_what_was_answered_in_words_of_then_is_answered_so_again(machine, stone):
    key = uuid.uuid4()
    first = machine.post(CLAIMS, wish(stone), key).json()
    ClientKey.objects.update(result=first)

    assert machine.post(CLAIMS, wish(stone), key).json() == first


def test_an_answer_is_told_like_the_claim_itself(machine, stone):
    (told,) = machine.post(CLAIMS, wish(stone)).json()["claims"]

    assert machine.get(f"{CLAIMS}{told['id']}/").json() == told


def test_the_same_key_with_another_body_is_refused(machine, stone):
    key = uuid.uuid4()
    machine.post(CLAIMS, wish(stone), key)
    other = a_stone()

    answer = machine.post(CLAIMS, wish(other), key)

    assert problem(answer) == (422, "key_reused")
    assert on_hand(other) == (1, 0)


def test_one_clients_keys_are_not_anothers(machine, other):
    first, second, key = a_stone(), a_stone(), uuid.uuid4()

    assert machine.post(CLAIMS, wish(first), key).status_code == 201
    assert other.post(CLAIMS, wish(second), key).status_code == 201


UUID = "018f0000-0000-7000-8000-000000000001"


@pytest.mark.parametrize("key", ["x", f"{{{UUID}}}", UUID.replace("-", "")])
def test_a_key_is_a_uuid(machine, stone, key):
    assert problem(machine.post(CLAIMS, wish(stone), key)) == (400, "key_missing")
    assert on_hand(stone) == (1, 0)


def test_its_own_claim_can_be_looked_at(machine, other, stone):
    claim = machine.post(CLAIMS, wish(stone)).json()["claims"][0]

    assert machine.get(f"{CLAIMS}{claim['id']}/").json() == claim
    assert problem(other.get(f"{CLAIMS}{claim['id']}/")) == (404, "not_found")
    assert problem(machine.get(f"{CLAIMS}{uuid.uuid4()}/")) == (404, "not_found")


def test_another_party_s_claim_is_not_there(machine, stone, priya):
    holder = f"customer:{priya.public_id}"
    claim = claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="basket", holder=holder, expires_at=None, actor=TEST
    )[0]

    assert problem(machine.get(f"{CLAIMS}{claim.public_id}/")) == (404, "not_found")
    assert problem(machine.delete(f"{CLAIMS}{claim.public_id}/")) == (404, "not_found")
    assert on_hand(stone) == (1, 1)


def test_lets_go_and_letting_go_again_changes_nothing(machine, stone):
    claim, key = machine.post(CLAIMS, wish(stone)).json()["claims"][0], uuid.uuid4()
    address = f"{CLAIMS}{claim['id']}/"

    first, again, anew = (machine.delete(address, k) for k in (key, key, None))

    assert first.json() == claim | {"state": "released"}
    assert again.json() == anew.json() == first.json()
    assert on_hand(stone) == (1, 0)
    assert machine.get(address).json()["state"] == "released"


def test_never_lets_go_of_anothers(machine, other, stone):
    claim = machine.post(CLAIMS, wish(stone)).json()["claims"][0]

    assert problem(other.delete(f"{CLAIMS}{claim['id']}/")) == (404, "not_found")
    assert on_hand(stone) == (1, 1)


def test_the_same_reference_prolongs_its_hold(machine, stone):
    first = machine.post(CLAIMS, wish(stone, expires_in=10)).json()["claims"][0]

    later = machine.post(CLAIMS, wish(stone, expires_in=600)).json()["claims"][0]

    assert later["id"] == first["id"]
    assert later["expires_at"] > first["expires_at"]
    assert on_hand(stone) == (1, 1)


def test_a_hold_ends_by_itself(machine, stone):
    claim = machine.post(CLAIMS, wish(stone)).json()["claims"][0]
    Claim.objects.update(expires_at=now() - dt.timedelta(seconds=1))

    assert machine.get(f"{CLAIMS}{claim['id']}/").json()["state"] == "expired"
    assert machine.get(f"/items/{stone.sku}/availability/").json()["state"] == "available"


def test_more_lines_cost_few_more_queries(machine, db):
    def cost(count: int) -> int:
        pieces = [a_stone() for _ in range(count)]
        with CaptureQueriesContext(connection) as queries:
            assert machine.post(CLAIMS, wish(*pieces)).status_code == 201
        return len(queries)

    one, five = cost(1), cost(5)

    assert one <= 25
    assert five - one <= 4 * 3


def test_reading_needs_another_scope_than_holding(stone):
    reader = a_machine("Reader", "stock:read")
    holder = a_machine("Holder", "claims:write")

    assert problem(reader.post(CLAIMS, wish(stone))) == (403, "not_allowed")
    assert problem(holder.get("/stones/")) == (403, "not_allowed")
    assert holder.post(CLAIMS, wish(stone)).status_code == 201


def test_a_hold_of_its_own_goes_on_for_longer_and_says_why(machine, other, stone):
    claim = machine.post(CLAIMS, wish(stone, expires_in=5)).json()["claims"][0]
    at, body = f"{CLAIMS}{claim['id']}/extend/", {"expires_in": 600, "why": "She comes at five"}

    assert problem(other.post(at, body)) == (404, "not_found")
    key = uuid.uuid4()
    longer = machine.post(at, body, key)
    again = machine.post(at, body, key)

    assert longer.json() == again.json()
    row = Claim.objects.get()
    assert row.note.startswith("She comes at five")
    assert abs(row.expires_at - now() - dt.timedelta(hours=10)) < dt.timedelta(minutes=1)
    machine.delete(f"{CLAIMS}{claim['id']}/")
    assert problem(machine.post(at, body)) == (409, "claim_over")


@pytest.mark.parametrize(
    "changes",
    [{"expires_in": 0}, {"expires_in": 10081}, {"why": "  "}, {"why": "x"}, {"why": None}],
)
def test_an_extension_has_a_length_and_a_reason(machine, stone, changes):
    claim = machine.post(CLAIMS, wish(stone, expires_in=5)).json()["claims"][0]
    before = Claim.objects.get().expires_at
    body = {"expires_in": 600, "why": "She comes at five"} | changes

    assert problem(machine.post(f"{CLAIMS}{claim['id']}/extend/", body)) == (400, "invalid")

    assert Claim.objects.get().expires_at == before
