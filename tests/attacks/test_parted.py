"""Two were taken for one and told apart: neither sees anything of the other's after that."""

import json

import pytest
from django.conf import settings

from chat.models import Conversation
from customers.models import Customer, Identity, Merge, ShortlistEntry
from customers.selectors.looking import last_look
from customers.selectors.timeline import timeline_of
from tests.attacks.test_planted import signs_in
from tests.cast import a_browser
from tests.chat.scenes import on_shift
from tests.customers.parting import undo
from tests.floor.scenes import key
from tests.stock import a_stone

pytestmark = pytest.mark.django_db
HERS = "+61491570006"


@pytest.fixture
def laptop(priya, stone, hana):
    """Zoe's: she liked a stone and wrote, and then Priya signed in on it once."""
    on_shift(hana)
    browser = a_browser()
    browser.get("/diamonds/")
    browser.post("/shortlist/add/", {"sku": stone.sku, "client_key": key()})
    browser.post("/chat/ask/", {"body": "My own secret", "client_key": key()})
    signs_in(browser)
    return browser


def looks(browser, item) -> None:
    body = json.dumps({"item": str(item.public_id)})
    assert browser.post("/seen/", body, content_type="application/json").status_code == 204


def test_the_session_of_that_time_opens_nothing(laptop, priya, ana):
    token = laptop.cookies[settings.CUSTOMER_COOKIE].value
    assert "Priya" in laptop.get("/account/").content.decode()

    undo(Merge.objects.get(), ana)

    assert laptop.get("/account/").status_code == 302
    stale = a_browser()
    stale.cookies[settings.CUSTOMER_COOKIE] = token
    assert "Priya" not in stale.get("/diamonds/").content.decode()
    topic = f"customer:{priya.public_id}"
    assert stale.get("/live/", {"t": f"{topic}:0"}).json() == {topic: {"denied": True}}


def test_she_sees_nothing_of_what_was_the_others(laptop, priya, ana, stone):
    elsewhere = a_browser(priya)
    assert stone.sku in elsewhere.get("/shortlist/").content.decode()
    assert "My own secret" in elsewhere.get("/chat/").content.decode()

    undo(Merge.objects.get(), ana)

    assert stone.sku not in elsewhere.get("/shortlist/").content.decode()
    assert "My own secret" not in elsewhere.get("/chat/").content.decode()
    assert "My own secret" not in elsewhere.get("/chat/messages/").content.decode()
    kinds = {entry.kind for entry in timeline_of(priya)}
    assert kinds == {"signed_in", "noted"}


def test_nor_does_the_other_see_anything_of_hers(laptop, priya, ana, stone):
    other = a_stone()
    laptop.post("/shortlist/add/", {"sku": other.sku, "client_key": key()})
    laptop.post("/chat/ask/", {"body": "Priya’s own", "client_key": key()})
    looks(laptop, other)
    zoe = Merge.objects.get().gone

    undo(Merge.objects.get(), ana)

    laptop.post("/shortlist/add/", {"sku": a_stone().sku, "client_key": key()})
    shown = laptop.get("/shortlist/").content.decode()
    assert stone.sku in shown
    assert other.sku not in shown
    assert "Priya’s own" not in laptop.get("/chat/").content.decode()
    assert "My own secret" in laptop.get("/chat/").content.decode()
    assert ShortlistEntry.objects.filter(shortlist__customer=zoe).count() == 2
    zoes = {(entry.kind, entry.item_id) for entry in timeline_of(zoe)}
    assert ("viewed", other.public_id) not in zoes
    assert ("viewed", other.public_id) in {(e.kind, e.item_id) for e in timeline_of(priya)}
    assert last_look(zoe) is None
    assert last_look(priya).item == other


def test_no_address_of_hers_goes_to_the_other(laptop, priya, ana):
    joined = Merge.objects.get()

    undo(joined, ana)

    assert not Identity.objects.filter(customer=joined.gone).exists()
    assert set(priya.identities.values_list("value", flat=True)) == {HERS, "priya@example.com"}


def test_signing_in_there_once_more_brings_nothing_of_it_again(laptop, priya, ana, stone):
    undo(Merge.objects.get(), ana)

    signs_in(laptop)

    assert stone.sku not in laptop.get("/shortlist/").content.decode()
    assert not Conversation.objects.filter(customer=priya).exists()
    assert Merge.objects.count() == 1
    assert Customer.objects.filter(merged_into=priya).count() == 0
