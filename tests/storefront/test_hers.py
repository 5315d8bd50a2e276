"""What is kept for her reads so wherever she sees it, and for nobody else."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.actions.book_visit import book_visit
from inventory.actions.pick_transfer import pick_transfer
from inventory.actions.receive_transfer import receive_transfer
from inventory.actions.release import release_claims
from inventory.actions.ship_transfer import ship_transfer
from inventory.models import Claim, Item, Transfer
from tests.cast import a_browser, acting
from tests.stock import TEST, a_jewel, a_place, a_stone

NOON = "2030-01-07 01:00:00+00:00"  # Monday noon in Sydney, 9 am in Perth
HERE = "It’s here for you in Sydney, George Street."

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(sydney) -> Item:
    return a_stone(sku="TD-1", at=sydney.locations.get())


@pytest.fixture
def hers(priya):
    return a_browser(priya)


def reserve(browser, sku="TD-1", store="sydney", kind="diamonds"):
    sent = {"store": store, "client_key": str(uuid.uuid4())}
    answer = browser.post(f"/{kind}/{sku}/reserve/", sent)
    assert answer.status_code == 302, answer.content.decode()


def page(browser, where="/diamonds/TD-1/") -> str:
    return browser.get(where).content.decode()


def like(browser, sku="TD-1"):
    browser.post("/shortlist/add/", {"sku": sku, "client_key": str(uuid.uuid4())})


@time_machine.travel(NOON, tick=False)
def test_her_page_names_the_store_where_it_lies_and_its_hours(piece, hers):
    reserve(hers)

    told = page(hers)

    assert HERE in told
    assert "Open until 5:30 pm." in told
    assert "Reserved for you until noon Wednesday" in told
    assert "On hold" not in told.split("</head>")[1]


@time_machine.travel(NOON, tick=False)
def test_her_page_says_by_when_it_is_there_and_then_that_it_is(piece, perth, hers):
    reserve(hers, store="perth")
    transfer = Transfer.objects.get()

    coming = page(hers)
    assert "It will be in Perth, Hay Street by Thursday." in coming
    assert "Reserved for you until the end of Saturday" in coming, "in the store's own time"

    line = transfer.lines.get()
    pick_transfer(transfer=transfer, picked={line.pk: 1}, actor=TEST)
    ship_transfer(transfer=transfer, carrier="", actor=TEST)
    assert "It will be in Perth, Hay Street by Thursday." in page(hers)

    receive_transfer(transfer=transfer, received={line.pk: 1}, actor=TEST)
    assert "It’s here for you in Perth, Hay Street." in page(hers)


@time_machine.travel(NOON, tick=False)
def test_what_is_late_is_said_to_be_with_the_number_to_ring(piece, perth, hers):
    reserve(hers, store="perth")
    Transfer.objects.update(due_on=dt.date(2030, 1, 6))

    told = page(hers)

    assert "It’s coming to Perth, Hay Street and isn’t there yet." in told
    assert "Ring (02) 5550 1100 before you come." in told


@time_machine.travel(NOON, tick=False)
def test_what_is_not_brought_after_all_is_promised_nowhere(sydney, hers):
    a_stone(sku="TD-1", at=a_place("vault", "vault"))
    reserve(hers)
    Transfer.objects.update(state=Transfer.State.CANCELLED)

    told = page(hers)

    assert "Ask us where you can see it." in told
    assert "Sydney, George Street." not in told.split('class="yours"')[1].split("</div>")[0]


@time_machine.travel(NOON, tick=False)
def test_what_is_held_for_her_visit_is_hers_too(piece, sydney, priya, hers, marcus):
    at = dt.datetime(2030, 1, 8, 1, tzinfo=dt.UTC)
    book_visit(
        customer=priya, store=sydney, starts_at=at, items=[piece], actor=acting(marcus)
    )  # fmt: skip

    told = page(hers)

    assert HERE in told
    assert "Reserved for you until 2:45 pm tomorrow" in told
    assert "Let it go" not in told, "the booking has it"


def test_a_hold_that_is_over_is_no_longer_hers(piece, hers):
    reserve(hers)
    Claim.objects.update(expires_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))

    assert "Reserved for you" not in page(hers)
    assert "Reserve and collect" in page(hers)


@pytest.mark.parametrize(
    "where", ["/diamonds/", "/shortlist/", "/compare/?sku=TD-1", "/chat/?about=TD-1"]
)
def test_her_cards_and_her_chat_say_that_it_is_hers(piece, hers, zoe, where):
    reserve(hers)
    like(hers)
    stranger = a_browser(zoe)
    like(stranger)

    theirs = page(stranger, where)
    told = page(hers, where)

    assert "Reserved for you until" in told
    assert "On hold until" not in told
    assert f'data-hers="/hers/{piece.public_id}/"' in told
    for other in (theirs, page(stranger, where), page(a_browser(), where)):
        assert "Reserved for you" not in other
        assert "data-hers" not in other
    assert "On hold until" in theirs


def test_jewellery_of_hers_says_so_on_its_page_and_its_card(sydney, hers, zoe):
    chain = a_jewel(at=sydney.locations.get(), pieces=2)
    reserve(hers, chain.sku, kind="jewellery")
    like(hers, chain.sku)

    assert HERE in page(hers, "/jewellery/trace-chain/")
    for where in ("/jewellery/trace-chain/", "/shortlist/"):
        assert "Reserved for you until" in page(hers, where)
        assert "Reserved for you" not in page(a_browser(zoe), where)


def test_costs_no_query_more_than_her_list(piece, hers):
    like(hers)
    for where in ("/diamonds/", "/diamonds/TD-1/"):
        page(hers, where)
        with CaptureQueriesContext(connection) as before:
            page(hers, where)
        reserve(hers)
        page(hers, where)
        with CaptureQueriesContext(connection) as after:
            page(hers, where)
        # A card of what is on hold says until when, and isn't kept: that one is asked for anew.
        assert len(after) <= len(before) + (where == "/diamonds/")
        release_claims(claims=[Claim.objects.live().get().public_id], why="test", actor=TEST)


def test_her_badge_is_asked_for_by_her_alone(piece, hers, zoe):
    reserve(hers)
    where = f"/hers/{piece.public_id}/"

    mine, theirs = hers.get(where), a_browser(zoe).get(where)

    assert [mine.json()["hers"], theirs.json()["hers"]] == [True, False]
    assert "Reserved for you until" in mine.json()["html"]
    assert "On hold until" in theirs.json()["html"]
    assert mine["Cache-Control"] == theirs["Cache-Control"]
    assert "no-store" in mine["Cache-Control"]
    assert a_browser().get(where).status_code == 404
    assert hers.get(f"/hers/{uuid.uuid4()}/").status_code == 404


def test_her_list_shows_what_is_kept_and_lets_it_go(piece, hers):
    reserve(hers)

    told = page(hers, "/shortlist/")
    assert "Kept for you" in told
    assert HERE in told

    sent = {"next": "/shortlist/", "client_key": str(uuid.uuid4())}
    assert hers.post("/diamonds/TD-1/let-go/", sent)["Location"] == "/shortlist/"
    assert not Claim.objects.live().exists()
    assert "Kept for you" not in page(hers, "/shortlist/")


def test_what_was_hidden_meanwhile_can_be_let_go_by_her_alone(piece, hers, zoe):
    reserve(hers)
    Item.objects.update(is_listed=False)

    told = page(hers, "/shortlist/")
    assert "We no longer show this one." in told
    assert 'href="/pieces/TD-1/"' not in told

    for other in (a_browser(zoe), a_browser()):
        assert other.post("/diamonds/TD-1/let-go/").status_code == 404
    assert Claim.objects.live().exists()

    assert hers.post("/diamonds/TD-1/let-go/")["Location"] == "/shortlist/"
    assert not Claim.objects.live().exists()
    assert hers.post("/diamonds/TD-1/let-go/").status_code == 404
