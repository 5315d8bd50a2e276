"""Somebody types another's number or keeps an old cookie: she learns nothing and plants nothing."""

import json
import uuid

import pytest
from django.conf import settings
from django.test import Client

from chat.models import Conversation
from customers.actions.add_address import add_address
from customers.actions.issue_pass import issue_pass
from customers.actions.session import open_session
from customers.actors import customer_actor
from customers.models import Customer, Interaction, Merge
from customers.selectors.find import people_named
from customers.selectors.timeline import timeline_of
from tests.cast import a_browser, a_customer
from tests.chat.scenes import on_shift
from tests.floor.scenes import key
from tests.handset import code_at
from tests.stock import a_stone

pytestmark = pytest.mark.django_db
HERS = "+61491570006"


def pretends(stone) -> Client:
    """A stranger reserves a stone under Priya's number and writes a message."""
    browser = a_browser()
    browser.get("/diamonds/")
    sent = {"name": "P. Nair", "mobile": "0491 570 006", "store": "sydney", "client_key": key()}
    assert browser.post(f"/diamonds/{stone.sku}/reserve/", sent).status_code == 302
    browser.post("/chat/ask/", {"body": "Send my ring to 9 Elsewhere St", "client_key": key()})
    return browser


def signs_in(browser: Client) -> None:
    browser.get("/sign-in/")
    sent = browser.post("/sign-in/", {"address": "0491 570 006", "client_key": key()})
    assert browser.post(sent.url, {"code": code_at(HERS)}).url == "/account/"


def tell(browser: Client, stone):
    body = json.dumps({"item": str(stone.public_id)})
    return browser.post("/seen/", body, content_type="application/json")


@pytest.fixture(autouse=True)
def somebody_is_on(hana):
    on_shift(hana)


def test_nothing_joins_somebody_we_know_because_a_stranger_typed_her_number(priya, stone):
    pretends(stone)

    signs_in(a_browser())

    assert not Merge.objects.exists()
    assert not Conversation.objects.filter(customer=priya).exists()
    assert {entry.kind for entry in timeline_of(priya)} == {"signed_in"}


def test_nor_even_when_the_desk_wrote_to_it_for_him(priya, stone, hana):
    pretends(stone)
    pretender = Conversation.objects.get().customer
    named = add_address(customer=pretender, text=HERS, actor=customer_actor(pretender))
    issue_pass(customer=pretender, appointment=None, to=named, actor=customer_actor(pretender))

    signs_in(a_browser())

    assert not Merge.objects.exists()
    assert not Conversation.objects.filter(customer=priya).exists()


def test_a_number_that_was_only_typed_makes_nobody_its_owner(stone):
    pretends(stone)
    pretender = Customer.objects.get()

    signs_in(a_browser())

    owner = Customer.objects.exclude(pk=pretender.pk).get()
    assert owner.identities.get().proven_at
    assert not pretender.identities.get().proven_at
    assert not Conversation.objects.filter(customer=owner).exists()


def test_the_pretender_sees_nothing_of_what_she_does_later(stone, hana):
    """The desk wrote to her number, so his words are hers; his browser is a stranger's by then."""
    his, pretender = pretends(stone), Customer.objects.get()
    named = pretender.identities.get()
    issue_pass(customer=pretender, appointment=None, to=named, actor=customer_actor(pretender))
    hers = a_browser()
    signs_in(hers)
    hers.post("/chat/ask/", {"body": "My own secret", "client_key": key()})

    assert "My own secret" in hers.get("/chat/").content.decode()
    assert his.get("/chat/messages/").json()["messages"] == []
    assert "My own secret" not in his.get("/chat/").content.decode()
    later = a_stone(sku="LATER")
    his.post("/shortlist/add/", {"sku": later.sku, "client_key": key()})
    page = hers.get("/shortlist/").content.decode()
    assert later.sku not in page
    assert later.sku in his.get("/shortlist/").content.decode()
    assert stone.sku in page, "what was reserved with her number before is kept for her"


def test_an_unproven_session_opened_at_the_moment_of_her_proof_opens_nothing(priya):
    token = open_session(customer=priya, is_proven=False, actor=customer_actor(priya))
    anonymous = a_customer()
    merged = open_session(customer=anonymous, is_proven=False, actor=customer_actor(anonymous))
    Customer.objects.filter(pk=anonymous.pk).update(merged_into=priya)

    for planted in (token, merged):
        browser = a_browser()
        browser.cookies[settings.CUSTOMER_COOKIE] = planted
        assert browser.get("/account/").status_code == 302
        assert "Priya" not in browser.get("/diamonds/").content.decode()
        assert browser.get("/live/", {"t": f"customer:{priya.public_id}:0"}).json() == {
            f"customer:{priya.public_id}": {"denied": True}
        }


def test_a_browser_that_was_hers_tells_nothing_more_of_her(stone, hana):
    his, pretender = pretends(stone), Customer.objects.get()
    named = pretender.identities.get()
    issue_pass(customer=pretender, appointment=None, to=named, actor=customer_actor(pretender))
    hers = a_browser()
    signs_in(hers)

    assert tell(his, stone).status_code == 204

    assert not Interaction.objects.filter(kind="viewed").exists()
    tell(hers, stone)
    assert Interaction.objects.filter(kind="viewed").count() == 1


def test_staff_find_the_owner_of_a_number_not_who_typed_it(priya, stone):
    pretends(stone)

    assert [person.customer for person in people_named("0491 570 006")] == [priya]


def test_staff_see_that_nobody_confirmed_a_number(stone):
    pretends(stone)

    (found,) = people_named("0491 570 006")
    assert found.addresses == ["0491 570 006 (not confirmed)"]


def test_anothers_ids_open_nothing(priya, zoe, stone, hana):
    """Orders, payments, chats, lists: hers are not there, as if they never were (A1)."""
    hers = a_browser(priya)
    hers.post("/chat/ask/", {"body": "Hello", "client_key": key()})
    hers.post("/shortlist/add/", {"sku": stone.sku, "client_key": key()})
    form = {
        "name": "Priya", "email": "priya@example.com", "how": "sydney", "card": "lost",
        "shown": str(stone.price), "client_key": key(),
    }  # fmt: skip
    payment = hers.post(f"/buy/{stone.sku}/", form).url
    chat = Conversation.objects.get().public_id
    nobodys = f"/payments/{uuid.uuid4()}/"

    for browser in (a_browser(), a_browser(zoe)):
        absent = browser.get(nobodys)
        there = browser.get(payment)
        assert (there.status_code, absent.status_code) == (404, 404)
        assert len(there.content) == len(absent.content)
        assert stone.title not in browser.get("/shortlist/").content.decode()
        assert browser.get("/chat/messages/").json()["messages"] == []
        for path in ("", "messages/", "context/", "visit/"):
            assert browser.get(f"/desk/{chat}/{path}").status_code == 302
