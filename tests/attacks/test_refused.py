"""What no page of ours sends is refused in words, never by a broken page, and changes nothing."""

import json
import uuid

import pytest
from django.conf import settings
from django.test import Client

from chat.models import Message
from customers.actions.issue_pass import issue_pass
from customers.models import Consent, PassScan
from sales.models import Order
from staff.actions.enrol_device import enrol_device
from tests.cast import ORIGIN, a_browser, acting
from tests.chat.scenes import on_shift
from tests.floor.scenes import a_sale, key

pytestmark = pytest.mark.django_db


def test_a_scan_without_an_id_of_its_own(ana, sydney):
    _device, token = enrol_device(
        kind="kiosk", name="Door", store=sydney, user=ana, actor=acting(ana)
    )
    station = Client(headers={"origin": ORIGIN})
    station.cookies[settings.DEVICE_COOKIE] = token

    for scan in ("", "nonsense"):
        assert station.post("/kiosk/scan/", {"shown": "x", "scan": scan}).status_code == 400
    assert not PassScan.objects.exists()


def test_a_consent_without_a_key_or_with_another_body(priya, hana):
    phone = priya.identities.get(kind="phone")
    _, token = issue_pass(customer=priya, appointment=None, to=phone, actor=acting(hana))
    browser, one = a_browser(), key()
    address = f"/p/{token}/consent/"

    assert browser.post(address, {"greet": "yes"}).status_code == 400
    assert not Consent.objects.exists()
    browser.post(address, {"greet": "yes", "client_key": one})
    assert browser.post(address, {"greet": "no", "client_key": one}).status_code == 422
    assert Consent.objects.get().granted


@pytest.mark.parametrize("evil", ["\x00", "TS\x00", "\ud800"])
def test_half_characters_and_nuls(priya, stone, marcus, sydney, evil):
    on_shift(marcus)
    hers, floor = a_browser(priya), a_browser(user=marcus)
    said = json.dumps({"about": evil, "body": "Hello", "client_id": key()})

    answers = [hers.post("/chat/ask/", said, "application/json")]
    if evil.isascii():
        answers += [
            hers.post("/shortlist/add/", {"sku": evil, "client_key": key()}),
            hers.post("/account/name/", {"name": evil, "client_key": key()}),
            floor.post("/floor/sydney/hold/", {"sku": evil, "client": str(priya.public_id)}),
            hers.get("/chat/", {"about": evil}),
            hers.get("/diamonds/%00/"),
        ]
        for query in ({"q": evil}, {"sale": evil}, {"client": evil}):
            assert floor.get("/floor/sydney/stock/", query).status_code == 200
            assert floor.get("/floor/sydney/", query).status_code == 200

    assert {answer.status_code for answer in answers} <= {400, 404}
    assert not Message.objects.exists()


@pytest.mark.parametrize("shown", ["1E+999999", "-1E+999", "NaN", "sNaN", "Infinity", "9" * 400])
@pytest.mark.parametrize("pay", ["card", "cash", "split"])
def test_an_absurd_price_at_the_till(stone, marcus, sydney, shown, pay):
    sale = a_sale(stone, shown=[shown], pay=pay, card_amount="1.00", given="1.00")

    answer = a_browser(user=marcus).post("/floor/sydney/sell/", sale)

    assert answer.status_code == 422
    assert not Order.objects.exists()


@pytest.mark.parametrize("guests", ["0", "10", "-1", "x", "9" * 5000, "٣"])
def test_an_absurd_number_of_guests(marcus, sydney, guests):
    sent = {"guests": guests, "client_key": key()}

    assert a_browser(user=marcus).post("/floor/sydney/arrive/", sent).status_code == 422


def test_fields_that_are_ours_to_fill_are_not_read(stone, priya, zoe, marcus, sydney):
    """Price, owner, state and store come from us, whatever a form adds (A12)."""
    extra = {
        "price": "1", "total": "1", "amount": "1", "state": "paid", "customer": str(zoe.public_id),
        "store": "melbourne", "sold_by": str(uuid.uuid4()), "quantity": "99", "channel": "floor",
    }  # fmt: skip
    form = {
        "name": "Priya", "email": "priya@example.com", "how": "sydney", "card": "ok",
        "shown": str(stone.price), "client_key": key(),
    }  # fmt: skip

    a_browser(priya).post(f"/buy/{stone.sku}/", extra | form)

    order = Order.objects.get()
    assert (order.customer, order.total, order.channel) == (priya, stone.price, "web")
    assert (order.store, order.sold_by, order.lines.get().quantity) == (None, None, 1)
