"""A machine has a long list printed: it asks, is told where to look, and fetches the file."""

import uuid

import pytest

from customers.actions.make_catalogue import MOST_TRIES, give_up_catalogues, make_catalogue
from customers.lists_out import files
from customers.lists_out.kept import FEW
from customers.models import Catalogue
from inventory.models import Item
from tests.api.conftest import a_machine, problem
from tests.stock import TEST, a_stone, sell

pytestmark = pytest.mark.django_db
PDF = {"kind": "pdf"}


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def pieces(sydney) -> list[Item]:
    return [a_stone() for _ in range(FEW + 1)]


def a_list(machine, *items: Item) -> str:
    """Its address."""
    body = {"title": "Six", "store": "sydney", "pieces": [{"sku": item.sku} for item in items]}
    return f"/selections/{machine.post('/selections/', body).json()['id']}/"


@pytest.fixture
def made(machine, pieces) -> str:
    return a_list(machine, *pieces)


def wanted(at: str, state: str = "wanted") -> dict:
    return {"state": state, "file": f"/api/v1{at}file/?kind=pdf"}


def says(answer) -> tuple:
    return answer.status_code, answer.json(), answer["Location"], answer["Retry-After"]


def test_the_whole_way(machine, made, pieces):
    assert problem(machine.get(f"{made}file/", PDF)) == (409, "catalogue_not_made")

    asked = machine.post(f"{made}catalogue/", {})

    file = f"/api/v1{made}file/?kind=pdf"
    assert says(asked) == (202, wanted(made), file, "2")
    assert says(machine.get(f"{made}file/", PDF)) == (202, wanted(made), file, "2")
    assert make_catalogue(catalogue_id=Catalogue.objects.get().pk, actor=TEST)
    ready = machine.get(asked["Location"].removeprefix("/api/v1"))
    assert ready.status_code == 200
    assert ready.content.startswith(b"%PDF-")
    assert ready["Content-Type"] == "application/pdf"
    assert ready["Content-Disposition"] == 'attachment; filename="six.pdf"'
    assert says(machine.post(f"{made}catalogue/", {})) == (202, wanted(made, "ready"), file, "0")
    assert Catalogue.objects.count() == 1
    sell(pieces[0])
    assert problem(machine.get(f"{made}file/", PDF)) == (409, "catalogue_not_made")


def test_nothing_long_is_drawn_while_it_waits(machine, made, monkeypatch):
    monkeypatch.setattr(files, "as_catalogue", lambda *_: pytest.fail("drawn in the request"))

    machine.get(f"{made}file/", PDF)
    machine.post(f"{made}catalogue/", {})
    machine.get(f"{made}file/", PDF)

    assert machine.get(f"{made}file/", {"kind": "csv"}).status_code == 200


def test_a_short_one_is_there_at_once(machine, pieces):
    at = a_list(machine, *pieces[:FEW])

    told = machine.post(f"{at}catalogue/", {})

    assert says(told) == (202, wanted(at, "ready"), f"/api/v1{at}file/?kind=pdf", "0")
    assert machine.get(f"{at}file/", PDF).content.startswith(b"%PDF-")
    assert not Catalogue.objects.exists()


def test_the_same_key_asks_once_and_is_answered_the_same(machine, made):
    key = uuid.uuid4()
    first = machine.post(f"{made}catalogue/", {}, key)
    make_catalogue(catalogue_id=Catalogue.objects.get().pk, actor=TEST)

    again = machine.post(f"{made}catalogue/", {}, key)

    assert says(again) == says(first)
    assert Catalogue.objects.get().state == "ready"


def test_one_that_is_made_while_somebody_asks_for_it_is_ready(machine, made, monkeypatch):
    machine.post(f"{made}catalogue/", {})
    make_catalogue(catalogue_id=Catalogue.objects.get().pk, actor=TEST)
    monkeypatch.setattr("omni.api.views.files.kept_file", lambda row, rows: None)  # just before

    told = machine.get(f"{made}file/", PDF)

    assert says(told) == (202, wanted(made, "ready"), f"/api/v1{made}file/?kind=pdf", "0")


def test_one_that_failed_says_so_and_may_be_asked_for_anew(machine, made):
    machine.post(f"{made}catalogue/", {})
    Catalogue.objects.update(tries=MOST_TRIES)
    give_up_catalogues(actor=TEST)

    refused = machine.get(f"{made}file/", PDF)

    assert problem(refused) == (409, "catalogue_not_made")
    assert refused.json()["error"]["details"] == {"state": "failed"}
    assert machine.post(f"{made}catalogue/", {}).json()["state"] == "wanted"


def test_anothers_isnt_there_and_a_body_says_nothing(machine, other, made):
    assert problem(other.post(f"{made}catalogue/", {})) == (404, "not_found")
    assert problem(machine.post(f"{made}catalogue/", {"x": 1})) == (400, "invalid")
    reader = a_machine("Reader", "stock:read")
    assert problem(reader.post(f"{made}catalogue/", {}))[0] == 403

    assert not Catalogue.objects.exists()
