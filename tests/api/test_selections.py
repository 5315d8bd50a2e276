"""A machine puts a list together, sends it, reads what became of it, and takes it back."""

import datetime as dt
import re
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from customers.actions.look_at_selection import look_at_selection
from customers.models import Selection, SelectionLook, SelectionShare
from inventory.models import Item
from notifications.models import Message
from omni.api.views import shares
from omni.lib.actors import Actor
from omni.lib.clock import now
from tests.api.conftest import problem
from tests.cast import a_browser
from tests.customers.selections import a_selection, token_at
from tests.handset import deliver_all, texts_to
from tests.stock import a_setting, a_stone, sell

pytestmark = pytest.mark.django_db
PRIYAS = "+61491570006"


def a_list(*items: Item, **more) -> dict:
    pieces = [{"sku": item.sku, "note": f"No. {n}"} for n, item in enumerate(items, 1)]
    return {"title": "Three rounds", "store": "sydney", "pieces": pieces} | more


@pytest.fixture
def pieces(sydney) -> list[Item]:
    return [a_stone(), a_stone(), a_setting(pieces=2)]


@pytest.fixture
def made(machine, pieces) -> str:
    """The address of one."""
    return f"/selections/{machine.post('/selections/', a_list(*pieces)).json()['id']}/"


@pytest.fixture
def sent(machine, made) -> str:
    """The address of one that was sent to Priya."""
    body = {"address": PRIYAS, "name": "Priya"}
    return f"/shares/{machine.post(f'{made}send/', body).json()['id']}/"


def page_at(token: str):
    return Client().get(f"/s/{token}/")


def test_a_list_is_the_machines_own_and_its_pieces_are_live(machine, other, pieces):
    answer = machine.post("/selections/", a_list(*pieces))

    assert answer.status_code == 201
    told = answer.json()
    assert [(one["sku"], one["note"]) for one in told["pieces"]] == [
        (item.sku, f"No. {n}") for n, item in enumerate(pieces, 1)
    ]
    assert told["pieces"][0]["page"].endswith(f"/diamonds/{pieces[0].sku}/")
    assert told["shares"] == []
    row = Selection.objects.get()
    assert (row.made_by, row.machine, row.by) == (None, machine.client, "Website")
    at = f"/selections/{told['id']}/"
    sell(pieces[0])
    states = [one["availability"]["state"] for one in machine.get(at).json()["pieces"]]
    assert states == ["gone", "available", "available"]
    assert problem(other.get(at)) == (404, "not_found")
    assert other.get("/selections/").json() == {"selections": [], "next": None}


def test_a_colleagues_list_is_no_machines(machine, marcus, sydney):
    row = a_selection(marcus, a_stone())

    assert problem(machine.get(f"/selections/{row.public_id}/")) == (404, "not_found")
    assert machine.get("/selections/").json()["selections"] == []


def test_lists_come_a_page_at_a_time(machine, pieces):
    made = [
        machine.post("/selections/", a_list(pieces[0], title=f"List {n}")).json() for n in range(3)
    ]

    first = machine.get("/selections/", {"size": 2}).json()
    second = machine.get("/selections/", {"size": 2, "after": first["next"]}).json()

    assert [one["title"] for one in first["selections"]] == ["List 2", "List 1"]
    assert [one["id"] for one in second["selections"]] == [made[0]["id"]]
    assert second["next"] is None


def test_the_same_key_makes_one_list(machine, pieces):
    key = uuid.uuid4()

    first = machine.post("/selections/", a_list(*pieces), key)
    again = machine.post("/selections/", a_list(*pieces), key)

    assert (again.status_code, again.json()) == (201, first.json())
    assert problem(machine.post("/selections/", a_list(pieces[0]), key)) == (422, "key_reused")
    assert Selection.objects.count() == 1


def test_a_list_is_written_anew(machine, other, made, pieces):
    body = {"title": "Two", "pieces": [{"sku": pieces[2].sku}, {"sku": pieces[0].sku}]}

    assert problem(other.post(f"{made}edit/", body)) == (404, "not_found")
    told = machine.post(f"{made}edit/", body).json()

    assert told["title"] == "Two"
    assert [one["sku"] for one in told["pieces"]] == [pieces[2].sku, pieces[0].sku]


def test_what_no_list_can_be_is_refused(machine, pieces):
    hidden = a_stone()
    Item.objects.filter(pk=hidden.pk).update(is_listed=False)
    for body, refusal in [
        (a_list(), (400, "invalid")),
        (a_list(pieces[0], pieces[0]), (400, "invalid")),
        (a_list(hidden), (400, "invalid")),
        (a_list(pieces[0], title=" "), (400, "invalid")),
        (a_list(pieces[0], title="Rounds\u202efdp.exe"), (400, "invalid")),
        (a_list(pieces[0], title="Rounds\x85Bcc: x"), (400, "invalid")),
        (a_list(pieces[0], store="atlantis"), (404, "unknown_store")),
        (a_list(pieces[0], pieces=[{"sku": "NOPE"}]), (404, "unknown_piece")),
        (a_list(pieces[0], pieces=[{"sku": "A"}] * 61), (400, "invalid")),
    ]:
        assert problem(machine.post("/selections/", body)) == refusal

    assert not Selection.objects.exists()


def test_her_link_is_in_her_message_only_and_names_the_store(machine, made, pieces):
    answer = machine.post(f"{made}send/", {"address": PRIYAS, "name": "Priya", "days": 2})

    assert answer.status_code == 201
    told = answer.json()
    assert (told["address"], told["state"], told["opened"]) == (PRIYAS, "open", 0)
    token = token_at(PRIYAS)
    assert token not in answer.content.decode()
    assert "Hi Priya. We at Sydney, George Street have put 3 pieces together" in texts_to(PRIYAS)[0]
    share = SelectionShare.objects.get()
    assert share.expires_at == share.sent_at + dt.timedelta(days=2)
    shown = page_at(token).content.decode()
    assert "For Priya, from Sydney, George Street" in shown
    assert "Website" not in shown


def test_whose_address_it_is_isnt_told(machine, made, priya):
    told = machine.post(f"{made}send/", {"address": PRIYAS, "name": "Somebody"}).json()

    assert SelectionShare.objects.get().customer == priya
    assert "Priya" not in str(told)


def test_opens_and_clicks_are_told(machine, other, sent, pieces):
    share = SelectionShare.objects.get()
    link = Actor("link", str(share.public_id))
    look_at_selection(share=share, what="opened", actor=link)
    for what in ("page", "video"):
        look_at_selection(share=share, what=what, item=pieces[0], actor=link)
    look_at_selection(share=share, what=SelectionLook.What.ASKED, item=pieces[1], actor=link)

    told = machine.get(sent).json()

    assert told["opened"] == 1
    assert told["last_at"] is not None
    assert told["pieces"] == [
        {"sku": pieces[0].sku, "times": 2, "asked": False},
        {"sku": pieces[1].sku, "times": 1, "asked": True},
    ]
    assert machine.get(f"/selections/{told['selection']}/").json()["shares"] == [told]
    assert problem(other.get(sent)) == (404, "not_found")


def test_a_link_is_withdrawn_once(machine, other, sent):
    token = token_at(PRIYAS)
    assert page_at(token).status_code == 200
    assert problem(other.post(f"{sent}revoke/", {})) == (404, "not_found")

    told = machine.post(f"{sent}revoke/", {}).json()

    assert told["state"] == "revoked"
    assert page_at(token).status_code == 404
    assert machine.post(f"{sent}revoke/", {}).json()["revoked_at"] == told["revoked_at"]
    for late in ("again/", "extend/"):
        body = {"days": 3} if late == "extend/" else {}
        assert problem(machine.post(f"{sent}{late}", body)) == (409, "share_over")


def test_a_link_works_for_longer_and_a_new_one_ends_the_old(machine, sent):
    first = token_at(PRIYAS)
    longer = machine.post(f"{sent}extend/", {"days": 90}).json()

    again = machine.post(f"{sent}again/", {}).json()

    until = dt.datetime.fromisoformat(longer["expires_at"])
    assert dt.timedelta(days=89) < until - now() <= dt.timedelta(days=90)
    assert again["times_sent"] == 2
    assert page_at(first).status_code == 404
    assert page_at(token_at(PRIYAS)).status_code == 200


@pytest.mark.parametrize("address", ["nobody", "0491", "a@", "\x00", ""])
def test_refuses_what_nothing_can_be_sent_to(machine, made, address):
    assert problem(machine.post(f"{made}send/", {"address": address}))[0] == 400

    assert not SelectionShare.objects.exists()
    assert not Message.objects.exists()


def test_so_many_an_hour_and_no_more(one_window, machine, made, monkeypatch):
    monkeypatch.setattr(shares, "MOST_AN_HOUR", 2)
    for _ in range(2):
        assert machine.post(f"{made}send/", {"address": PRIYAS}).status_code == 201

    assert problem(machine.post(f"{made}send/", {"address": PRIYAS})) == (429, "too_many")

    deliver_all()
    assert len(texts_to(PRIYAS)) == 2


@pytest.mark.parametrize(
    ("kind", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF")]
)
def test_it_is_kept_as_a_file(machine, other, made, kind, begins):
    answer = machine.get(f"{made}file/", {"kind": kind})

    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    name = f'attachment; filename="three-rounds.{kind}"'
    assert answer.headers["Content-Disposition"] == name
    assert problem(other.get(f"{made}file/", {"kind": kind})) == (404, "not_found")
    assert problem(machine.get(f"{made}file/", {"kind": "exe"})) == (400, "invalid")


def test_colleagues_see_which_machine_it_was(machine, made, marcus):
    ref = re.search(r"[0-9a-f-]{36}", made)[0]
    browser = a_browser(user=marcus)

    assert "Website" in browser.get("/floor/sydney/lists/").content.decode()
    assert "Website" in browser.get(f"/floor/sydney/lists/{ref}/").content.decode()


def test_a_list_has_one_maker(machine, marcus, sydney):
    moment = now()
    fields = {"title": "x", "store": sydney, "created_at": moment, "changed_at": moment}
    for maker in ({}, {"made_by": marcus, "machine": machine.client}):
        with pytest.raises(IntegrityError, match="selection_made_by_one"), transaction.atomic():
            Selection.objects.create(**fields, **maker)
