"""Reserving from the page: free, for two days, once; the second to ask is told so."""

import datetime as dt
import uuid

import pytest
import time_machine

from customers.actions.reserve import reserve
from customers.models import Customer, Identity, Interaction
from inventory.actions.call_off_transfers import call_off_transfers
from inventory.actions.cancel_transfer import cancel_transfer
from inventory.actions.claim import ClaimLine
from inventory.actions.open_memo import open_memo
from inventory.actions.pick_transfer import pick_transfer
from inventory.errors import NotListed
from inventory.models import Claim, Item, Transfer
from inventory.selectors.availability import availability
from inventory.selectors.stores import at_stores
from omni.lib.clock import now
from tests.cast import a_browser, a_customer, acting
from tests.stock import TEST, a_place, a_stone, a_store


@pytest.fixture
def piece(sydney) -> Item:
    return a_stone(sku="TD-1", at=sydney.locations.get())


def form(**changes) -> dict:
    return {
        "name": "Priya Nair", "mobile": "0491 570 006", "store": "sydney",
        "client_key": str(uuid.uuid4()), **changes,
    }  # fmt: skip


def ask(browser, data: dict, sku: str = "TD-1"):
    return browser.post(f"/diamonds/{sku}/reserve/", data)


def test_who_signed_in_is_asked_for_a_name_alone(piece, a_nameless):
    browser = a_browser(a_nameless)
    page = browser.get("/diamonds/TD-1/reserve/").content.decode()

    ask(browser, form(mobile="", name="Priya"))

    assert 'name="mobile"' not in page
    assert 'name="name"' in page
    a_nameless.refresh_from_db()
    assert a_nameless.name == "Priya"
    assert Claim.objects.get().holder == f"customer:{a_nameless.public_id}"


@pytest.fixture
def a_nameless(db) -> Customer:
    return a_customer(phone="+61491570006")


def test_holds_it_for_two_days_with_her_name_on_it(piece):
    browser = a_browser()

    response = ask(browser, form())

    claim = Claim.objects.get()
    customer = Customer.objects.get()
    assert response["Location"] == "/diamonds/TD-1/"
    assert claim.holder == f"customer:{customer.public_id}"
    assert claim.purpose == "collection"
    assert dt.timedelta(hours=47) < claim.expires_at - now() < dt.timedelta(hours=49)
    assert customer.name == "Priya Nair"
    assert Identity.objects.get().value == "+61491570006"
    assert Identity.objects.get().proven_at is None
    entry = Interaction.objects.get(kind="reserved")
    assert (entry.customer, entry.item, entry.store.slug) == (customer, piece.public_id, "sydney")
    page = browser.get("/diamonds/TD-1/").content.decode()
    assert "Reserved for you until" in page
    assert "On hold until" in a_browser().get("/diamonds/TD-1/").content.decode()
    assert "Priya" not in a_browser().get("/diamonds/TD-1/").content.decode()


@time_machine.travel("2030-01-07 01:00:00+00:00", tick=False)  # Monday, noon in Sydney
def test_holds_what_has_to_come_first_for_two_days_from_when_it_is_there(piece):
    perth = a_store("perth", "Perth", "Australia/Perth")
    a_place("perth")
    (there,) = at_stores(availability([piece.pk])[piece.pk], [perth])
    assert there.on > dt.date(2030, 1, 8)

    assert ask(a_browser(), form(store="perth")).status_code == 302

    until = Claim.objects.get().expires_at.astimezone(perth.tz)
    assert (until.date() - there.on, until.time()) == (dt.timedelta(days=3), dt.time())
    assert Transfer.objects.get().due_on == there.on


@pytest.mark.parametrize("packed", [False, True])
def test_what_she_lets_go_is_no_longer_asked_for_unless_it_is_packed(piece, packed):
    a_store("perth", "Perth", "Australia/Perth")
    a_place("perth")
    browser = a_browser()
    ask(browser, form(store="perth"))
    transfer = Transfer.objects.get()
    if packed:
        pick_transfer(transfer=transfer, picked={transfer.lines.get().pk: 1}, actor=TEST)

    browser.post("/diamonds/TD-1/let-go/")
    call_off_transfers(actor=TEST)

    transfer.refresh_from_db()
    assert transfer.state == ("picked" if packed else "cancelled")
    assert not Claim.objects.live().exists()


def test_asked_for_in_another_store_she_is_told_where_she_has_it(piece, melbourne):
    browser = a_browser()
    ask(browser, form(store="melbourne"))
    before = Claim.objects.get().expires_at

    answer = ask(browser, form(store="sydney"))

    assert answer.status_code == 409
    assert "You have this piece reserved in Melbourne." in answer.content.decode()
    assert Claim.objects.get().expires_at == before
    assert Interaction.objects.filter(kind="reserved").count() == 1
    assert ask(browser, form(store="melbourne")).status_code == 302
    assert Transfer.objects.count() == 1


@pytest.mark.parametrize("town", ["melbourne", "perth"])
def test_what_nothing_brings_any_more_is_asked_for_again(piece, melbourne, perth, town):
    browser = a_browser()
    ask(browser, form(store="melbourne"))
    cancel_transfer(transfer=Transfer.objects.get(), why="its clasp is broken", actor=TEST)
    Claim.objects.update(expires_at=now() + dt.timedelta(hours=1))

    assert ask(browser, form(store=town)).status_code == 302

    claim, again = Claim.objects.get(), Transfer.objects.get(state="requested")
    assert (again.lines.get().claim, again.destination.code) == (claim, town)
    assert claim.expires_at.date() > again.due_on


def test_one_that_she_has_on_approval_isnt_reserved_over_it(piece, priya, sydney):
    open_memo(
        holder=f"customer:{priya.public_id}", origin=sydney.locations.get(),
        lines=[ClaimLine(piece.pk)], due_on=dt.date(2030, 1, 9), actor=TEST,
    )  # fmt: skip

    assert ask(a_browser(priya), form()).status_code == 409

    assert Claim.objects.get().purpose == "memo"


def test_the_same_form_sent_twice_holds_it_once(piece):
    browser, data = a_browser(), form()
    browser.get("/diamonds/")

    assert ask(browser, data).status_code == 302
    assert ask(browser, data).status_code == 302

    assert Claim.objects.count() == 1
    assert Interaction.objects.filter(kind="reserved").count() == 1


def test_the_same_key_with_another_name_is_refused(piece, priya):
    browser, data = a_browser(), form()
    ask(browser, data)

    response = ask(browser, data | {"name": "Somebody else"})

    assert response.status_code == 422
    assert Claim.objects.count() == 1


def test_the_second_to_ask_is_told_and_holds_nothing(piece):
    ask(a_browser(), form())

    response = ask(a_browser(), form(name="Zoe Lind", mobile="0491 570 157"))

    assert response.status_code == 409
    assert "Somebody reserved it a moment before you." in response.content.decode()
    assert Claim.objects.count() == 1
    assert not Interaction.objects.filter(customer__name="Zoe Lind").exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Tell us whom to expect."),
        ({"mobile": ""}, "We need a number"),
        ({"mobile": "0412 555"}, "short"),
        ({"store": "atlantis"}, "valid choice"),
        ({"name": "x" * 200}, "80 characters"),
        ({"client_key": "nonsense"}, "fresh key"),
    ],
)
def test_what_is_missing_is_said_and_nothing_changes(piece, wrong, says):
    response = ask(a_browser(), form(**wrong))

    assert response.status_code == (400 if "client_key" in wrong else 422)
    assert says in response.content.decode()
    assert not Claim.objects.exists()
    assert not Interaction.objects.filter(kind="reserved").exists()


def test_three_at_a_time_are_enough(piece, sydney):
    place, browser = sydney.locations.get(), a_browser()
    for number in range(3):
        a_stone(sku=f"M-{number}", at=place)
        assert ask(browser, form(), f"M-{number}").status_code == 302

    response = ask(browser, form())

    assert response.status_code == 409
    assert "You have three pieces reserved." in response.content.decode()
    assert Claim.objects.count() == 3


def test_one_network_cannot_hold_the_whole_shop(one_window, piece, sydney, monkeypatch):
    monkeypatch.setattr("omni.storefront.views.reserve.MOST_A_DAY", 1)
    a_stone(sku="M-1", at=sydney.locations.get())
    ask(a_browser(), form())

    response = ask(a_browser(), form(), "M-1")

    assert response.status_code == 429
    assert Claim.objects.count() == 1


def test_somebody_we_know_needn_t_say_who_she_is(piece, priya):
    browser = a_browser(priya)

    page = browser.get("/diamonds/TD-1/reserve/").content.decode()
    response = ask(browser, {"store": "sydney", "client_key": str(uuid.uuid4())})

    assert 'name="mobile"' not in page
    assert response.status_code == 302
    assert Claim.objects.get().holder == f"customer:{priya.public_id}"


def test_she_can_let_it_go_and_a_stranger_cannot(piece, priya, zoe):
    ask(a_browser(priya), {"store": "sydney", "client_key": str(uuid.uuid4())})

    a_browser(zoe).post("/diamonds/TD-1/let-go/")
    a_browser().post("/diamonds/TD-1/let-go/")
    assert Claim.objects.get().is_live

    a_browser(priya).post("/diamonds/TD-1/let-go/")
    assert not Claim.objects.get().is_live


def test_another_page_cannot_reserve_in_her_name(piece, priya):
    browser = a_browser(priya)

    for origin in ("https://evil.example", "null", None):
        headers = {"origin": origin} if origin else {"origin": ""}
        response = browser.post("/diamonds/TD-1/reserve/", form(), headers=headers)
        assert response.status_code == 403

    assert not Claim.objects.exists()


def test_refuses_a_stone_that_is_no_longer_listed(piece, priya, sydney):
    piece.is_listed = False

    with pytest.raises(NotListed):
        reserve(
            customer=priya, item=piece, store=sydney, name="", mobile="", key=uuid.uuid4(),
            actor=acting(priya),
        )  # fmt: skip

    assert Claim.objects.count() == 0
