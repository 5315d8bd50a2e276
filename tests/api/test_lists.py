"""A machine brings a supplier's list, answers, reads what it would change, applies and undoes."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from inventory.models import Import, Item
from inventory.tasks import work_list
from omni.api import parsing
from omni.lib.models import ClientKey
from staff.models import ApiClient
from tests.api.conftest import a_machine, problem
from tests.lists import RAPNET, a_feed, a_workbook, cells, rapnet, text
from tests.stock import hold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(own_lists):
    """Lists are kept in the test's own folder."""


def a_file(*rows: dict, name: str = "list.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text(list(rows), RAPNET).encode())


def send(machine, file, supplier: str = "shine", key=None, **more):
    headers = machine.headers | {"idempotency-key": str(key or uuid.uuid4())}
    return Client().post(
        "/api/v1/lists/", {"supplier": supplier, "file": file} | more, headers=headers
    )


def brought(machine, *rows: dict) -> str:
    """The address of a list that was sent and read."""
    return read(f"/lists/{send(machine, a_file(*rows)).json()['id']}/")


def read(at: str) -> str:
    work_list(Import.objects.get(public_id=at.split("/")[2]).pk)
    return at


def test_the_whole_way_of_a_list(machine):
    a_feed(answers={})
    at = brought(machine, rapnet(1), rapnet(2), rapnet(3, Weight="x"))

    asked = machine.get(at).json()
    assert (asked["state"], asked["is_working"], asked["supplier"]) == ("asking", False, "shine")
    (question,) = asked["questions"]
    assert (question["key"], question["examples"][0]) == ("price", "$9,000.00")
    assert question["options"][0] == {"value": "per_carat", "words": "The price per carat"}
    body = {"answers": [{"question": "price", "answer": "per_carat"}]}
    assert machine.post(f"{at}answer/", body).json()["state"] == "new"
    read(at)
    ready = machine.get(at).json()
    assert (ready["state"], ready["questions"]) == ("ready", [])
    assert ready["counts"] == {"new": 2, "refused": 1}
    assert ready["answers"] == {"price": "per_carat"}
    assert not Item.objects.exists()
    assert machine.post(f"{at}apply/", {}).json()["state"] == "running"
    read(at)
    done = machine.get(at).json()

    assert (done["state"], done["progress"]["share"]) == ("done", 100)
    assert Item.objects.count() == 2
    assert Import.objects.get().actor == f"client:{machine.client.public_id}"
    assert machine.post(f"{at}undo/", {}).json()["state"] == "undoing"
    read(at)
    undone = machine.get(at).json()
    assert (undone["state"], undone["outcome"]) == ("undone", {"undone": 2})


def test_rows_say_what_would_change_and_no_cost(machine):
    a_feed()
    read(apply(machine, brought(machine, rapnet(1), rapnet(2))))
    at = brought(machine, rapnet(1, Color="F"), rapnet(3))

    (changed,) = machine.get(f"{at}rows/", {"fate": "changed"}).json()["rows"]
    new = machine.get(f"{at}rows/", {"fate": "new"})
    (gone,) = machine.get(f"{at}rows/", {"fate": "gone"}).json()["rows"]

    assert (changed["line"], changed["lab"], changed["number"]) == (2, "GIA", "2141438171")
    assert changed["sku"] == Item.objects.get(stone__report__number="2141438171").sku
    assert changed["changes"] == [{"column": "colour", "before": "E", "after": "F"}]
    (row,) = new.json()["rows"]
    assert (row["sku"], [one["column"] for one in row["changes"]]) == (None, ["price"])
    assert "cost" not in new.content.decode()
    assert gone["line"] == 0


def apply(machine, at: str, **said) -> str:
    assert machine.post(f"{at}apply/", said).status_code == 200
    return at


def test_refusals_and_rows_come_a_page_at_a_time(machine):
    a_feed()
    bad = [rapnet(n, Weight="x") for n in range(1, 4)]
    at = brought(machine, *bad, *(rapnet(n) for n in range(4, 7)))

    first = machine.get(f"{at}problems/", {"size": 2}).json()
    rest = machine.get(f"{at}problems/", {"size": 2, "after": first["next"]}).json()

    assert [one["line"] for one in first["problems"]] == [2, 3]
    assert [(one["line"], one["column"], one["value"]) for one in rest["problems"]] == [
        (4, "Weight", "x")
    ]
    assert rest["problems"][0]["reason"]
    assert rest["next"] is None
    rows = machine.get(f"{at}rows/", {"fate": "new", "size": 2}).json()
    more = machine.get(f"{at}rows/", {"fate": "new", "size": 2, "after": rows["next"]}).json()
    assert [row["line"] for row in rows["rows"] + more["rows"]] == [5, 6, 7]
    lost = machine.get(f"{at}problems/", {"after": 2**52})
    assert problem(lost) == (404, "not_found")


def test_what_is_held_is_left_and_says_why(machine):
    a_feed()
    read(apply(machine, brought(machine, rapnet(1))))
    hold(Item.objects.get())

    at = brought(machine, rapnet(1, Color="F"))

    (row,) = machine.get(f"{at}rows/", {"fate": "protected"}).json()["rows"]
    assert row["why"]


def test_the_same_key_brings_one_list(machine):
    a_feed()
    key = uuid.uuid4()

    first = send(machine, a_file(rapnet(1)), key=key)
    again = send(machine, a_file(rapnet(1)), key=key)

    assert first.status_code == 201
    assert (again.status_code, again.json()) == (201, first.json())
    assert problem(send(machine, a_file(rapnet(2)), key=key)) == (422, "key_reused")
    assert Import.objects.count() == 1


def test_a_workbook_is_a_list_too(machine, tmp_path):
    a_feed()
    book = a_workbook(tmp_path / "l.xlsx", {"Stones": [RAPNET, cells(rapnet(1), RAPNET)]})
    file = SimpleUploadedFile("list.xlsx", book.read_bytes())

    at = read(f"/lists/{send(machine, file).json()['id']}/")

    assert machine.get(at).json()["counts"] == {"new": 1}


def test_what_is_no_list_is_refused_and_nothing_kept(machine, monkeypatch):
    a_feed()
    a_feed("dull", is_on=False)

    assert problem(send(machine, a_file(rapnet(1)), "nobody")) == (404, "unknown_supplier")
    assert problem(send(machine, a_file(rapnet(1)), "dull")) == (409, "lists_off")
    empty = SimpleUploadedFile("list.csv", b"")
    assert problem(send(machine, empty)) == (400, "unreadable_list")
    assert problem(send(machine, "no file")) == (400, "invalid")
    extra = send(machine, a_file(rapnet(1)), colour="blue")
    assert problem(extra) == (400, "invalid")
    assert "colour" in extra.json()["error"]["details"]["fields"]
    many = {f"field-{n}": "x" for n in range(1001)}
    assert problem(send(machine, a_file(rapnet(1)), **many)) == (413, "too_large")
    assert problem(machine.post("/lists/", {"supplier": "shine"})) == (
        415,
        "unsupported_media_type",
    )
    monkeypatch.setattr("inventory.actions.bring_list.MOST_BYTES", 10)
    assert problem(send(machine, a_file(rapnet(1)))) == (400, "unreadable_list")
    assert not Import.objects.exists()
    assert not ClientKey.objects.exists()


def test_a_body_larger_than_any_list_is_refused_before_it_is_read(machine, monkeypatch):
    a_feed()
    monkeypatch.setattr(parsing, "LIST_BYTES", 0)
    monkeypatch.setattr(parsing, "MOST_BYTES", 200)

    assert problem(send(machine, a_file(rapnet(1)))) == (413, "too_large")

    assert not Import.objects.exists()


def test_it_asks_for_the_scope_and_a_key(machine):
    a_feed()
    reading = a_machine("Reader", ApiClient.Scope.READ)

    assert problem(send(reading, a_file(rapnet(1)))) == (403, "not_allowed")
    assert problem(Client().post("/api/v1/lists/", {"supplier": "shine"}))[0] == 401
    body = {"supplier": "shine", "file": io.BytesIO(b"x")}
    bare = Client().post("/api/v1/lists/", body, headers=machine.headers)
    assert problem(bare) == (400, "key_missing")


def test_steps_out_of_turn_and_answers_that_are_none_are_refused(machine):
    a_feed(answers={})
    at = brought(machine, rapnet(1))
    wrong = {"answers": [{"question": "price", "answer": "by the dozen"}]}

    assert problem(machine.post(f"{at}apply/", {})) == (409, "list_moved_on")
    assert problem(machine.post(f"{at}undo/", {})) == (409, "list_moved_on")
    assert problem(machine.post(f"{at}answer/", wrong))[0] == 400
    assert machine.get(at).json()["answers"] == {}


def test_a_question_is_answered_once(machine):
    a_feed(answers={})
    at = brought(machine, rapnet(1))
    twice = [{"question": "price", "answer": answer} for answer in ("per_carat", "total")]

    assert problem(machine.post(f"{at}answer/", {"answers": twice})) == (400, "invalid")
    assert machine.get(at).json()["answers"] == {}


def test_answers_are_asked_for_again_and_lists_compared_again(machine):
    feed = a_feed(answers={})
    at = brought(machine, rapnet(1))
    said = {"answers": [{"question": "price", "answer": "total"}]}
    machine.post(f"{at}answer/", said)
    read(at)
    assert machine.post(f"{at}compare-again/", {}).json()["answers"] == {"price": "total"}
    read(at)

    again = machine.post(f"{at}ask-again/", {}).json()

    assert again["answers"] == {}
    feed.refresh_from_db()
    assert feed.answers == {}
    assert machine.get(read(at)).json()["state"] == "asking"


def test_half_a_list_asks_for_a_second_word(machine):
    a_feed()
    read(apply(machine, brought(machine, *(rapnet(n) for n in range(1, 13)))))
    at = brought(machine, rapnet(1))

    assert machine.get(at).json()["loses_most"]
    assert problem(machine.post(f"{at}apply/", {})) == (409, "list_loses_most")
    read(apply(machine, at, accepts_loss=True))

    assert machine.get(at).json()["state"] == "done"


def test_history_is_everybodys_and_comes_a_page_at_a_time(machine, other):
    a_feed()
    a_feed("bright")
    made = [send(machine, a_file(rapnet(n))).json()["id"] for n in range(1, 4)]
    theirs = send(machine, a_file(rapnet(9)), "bright").json()["id"]

    first = other.get("/lists/", {"size": 2}).json()
    rest = other.get("/lists/", {"size": 2, "after": first["next"]}).json()

    assert [one["id"] for one in first["lists"]] == [theirs, made[2]]
    assert [one["id"] for one in rest["lists"]] == [made[1], made[0]]
    assert rest["next"] is None
    own = other.get("/lists/", {"supplier": "bright"}).json()["lists"]
    assert [one["id"] for one in own] == [theirs]
    assert problem(other.get("/lists/", {"supplier": "nobody"})) == (404, "unknown_supplier")
