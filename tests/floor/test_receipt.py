"""The receipt after a sale: printed, or sent where the buyer wants it."""

import uuid

import pytest
from playwright.sync_api import expect

from notifications.models import Message
from sales.models import Order
from tests.cast import a_browser
from tests.floor.conftest import looks
from tests.floor.scenes import a_sale, key
from tests.handset import deliver_all
from tests.stock import a_setting, a_stone

pytestmark = pytest.mark.django_db


@pytest.fixture
def ipad(marcus):
    return a_browser(user=marcus)


@pytest.fixture
def order(ipad, stone, priya) -> Order:
    """A stone, sold to Priya on the card."""
    ipad.post("/floor/sydney/sell/", a_sale(stone, customer=priya))
    return Order.objects.get()


def page(order: Order) -> str:
    return f"/floor/sydney/sold/{order.public_id}/"


def sends(browser, order: Order, **fields):
    sent = {"client_key": key()} | fields
    return browser.post(f"{page(order)}receipt/", sent, follow=True)


def last() -> Message:
    return Message.objects.filter(dedupe_key__startswith="receipt:").order_by("-pk").first()


def test_by_text_it_is_one_line(ipad, order, priya):
    answer = sends(ipad, order, to="+61491570006")

    assert "The receipt is on its way to 0491 570 006." in answer.content.decode()
    told = last()
    assert (told.channel, told.to_address) == ("sms", "+61491570006")
    assert told.recipient == f"customer:{priya.public_id}"
    assert f"Order {order.number}: 1.52 ct round E VS1. Total $21,480" in told.body
    assert "GST in it $1,952.73, paid by card. Thank you." in told.body
    assert told.body.startswith("Sydney, George Street, ")


def test_by_e_mail_it_has_each_line_where_and_how_it_was_paid(ipad, stone, sydney):
    rings = a_setting(pieces=3)
    ipad.post("/floor/sydney/sell/", a_sale(stone, rings))
    order = Order.objects.get()

    sends(ipad, order, address="  Buyer@Example.com ")

    told = last()
    assert (told.channel, told.to_address) == ("email", "buyer@example.com")
    assert told.recipient == ""
    assert told.subject == f"Order {order.number}"
    for line in order.lines.all():
        assert f"\n{line.title}: $" in told.body
    assert f"Card terminal {order.tenders.get().reference}: $23,430" in told.body
    assert f"{sydney.street}, Sydney" in told.body
    assert f"order {order.number}" in told.body
    deliver_all()
    told.refresh_from_db()
    assert told.state == "sent"


def test_a_name_with_braces_is_no_mark(ipad, order):
    order.lines.update(title="Ring {stop}")

    sends(ipad, order, address="a@example.com")

    assert "Ring (stop): $21,480" in last().body


def test_more_than_two_pieces_are_counted_in_a_text(ipad, sydney):
    pieces = [a_stone(sku=f"M-{n}", at=sydney.locations.get()) for n in range(3)]
    ipad.post("/floor/sydney/sell/", a_sale(*pieces))

    sends(ipad, Order.objects.get(), address="0491 570 157")

    assert ": 3 pieces. Total" in last().body


def test_the_page_offers_where_she_is_reached_and_keeps_the_change(ipad, order):
    html = ipad.get(f"{page(order)}?change=520").content.decode()

    assert "Text it to the number ending 006" in html
    assert "E-mail it to priya@example.com" in html
    assert "Give $520 change." in html
    answer = ipad.post(
        f"{page(order)}receipt/?change=520", {"client_key": key(), "to": "+61491570006"}
    )
    assert answer["Location"] == f"{page(order)}?change=520"


@pytest.mark.parametrize(("fields", "says"), [
    ({"address": "0412 555"}, "three digits short"),
    ({"address": ""}, ""),
    ({"address": "buyer@"}, ""),
    ({"address": "a" * 400}, ""),
    ({"address": "a@example.com", "client_key": "x"}, ""),
    ({}, ""),
])  # fmt: skip
def test_what_nothing_can_be_sent_to_says_so_beside_the_field(ipad, order, fields, says):
    answer = sends(ipad, order, **fields)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in html
    assert says in html
    assert last() is None


def test_pressed_twice_it_goes_once(ipad, order):
    same = key()
    for _ in range(2):
        sends(ipad, order, to="+61491570006", client_key=same)

    assert Message.objects.filter(dedupe_key__startswith="receipt:").count() == 1


def test_six_times_are_enough(ipad, order):
    answers = [sends(ipad, order, address=f"b{n}@example.com") for n in range(7)]

    assert [one.status_code for one in answers] == [200] * 6 + [409]
    assert "sent six times already" in answers[6].content.decode()


def test_another_stores_order_is_not_there(ipad, order, lucia):
    hers = a_browser(user=lucia)
    for store in ("sydney", "melbourne"):
        address = f"/floor/{store}/sold/{order.public_id}/receipt/"
        assert hers.post(address, {"client_key": key(), "to": "a@b.example"}).status_code == 404
    nothing = f"/floor/sydney/sold/{uuid.uuid4()}/receipt/"
    assert ipad.post(nothing, {"client_key": key(), "to": "a@b.example"}).status_code == 404

    assert last() is None


@pytest.mark.django_db(transaction=True)
def test_it_looks_right_and_prints_without_what_is_for_us(floor, order, marcus):
    shown = floor.browser(user=marcus)
    shown.goto(f"{page(order)}?change=520")
    looks(shown, "sold")
    shown.get_by_role("textbox", name="Another mobile or e-mail").fill("0412 555")
    shown.get_by_role("textbox", name="Another mobile or e-mail").press("Enter")
    expect(shown.get_by_text("three digits short")).to_be_visible()
    looks(shown, "sold-refused")
    shown.get_by_role("button", name="E-mail it to priya@example.com").click()
    expect(shown.get_by_text("The receipt is on its way to priya@example.com.")).to_be_visible()
    expect(shown.get_by_text("Give $520 change.")).to_be_visible()
    looks(shown, "sold-sent")

    shown.emulate_media(media="print")

    expect(shown.get_by_text("Sydney, George Street, 250 George Street")).to_be_visible()
    expect(shown.get_by_text("Total with GST")).to_be_visible()
    for ours in ("Give $520 change.", "Print it", "Back to Priya", "on its way"):
        expect(shown.get_by_text(ours)).to_be_hidden()
