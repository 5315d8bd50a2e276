"""Selling from the floor: an order, a receipt, and words beside the field when it can't be."""

import uuid
from decimal import Decimal

import pytest

from customers.models import Interaction
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Claim, Item, StockMovement
from sales.models import Order, Tender
from tests.cast import a_browser, acting
from tests.floor.scenes import a_sale, checks_in, key
from tests.stock import a_place, a_setting, a_stone, on_hand

pytestmark = pytest.mark.django_db
SELL = "/floor/sydney/sell/"


@pytest.fixture
def ipad(marcus):
    return a_browser(user=marcus)


def nothing_sold(item) -> bool:
    return Order.objects.count() == 0 and on_hand(item)[0] == 1


def test_a_sale_from_the_door_to_the_receipt(ipad, stone, priya, ana, sydney):
    setting = a_setting()
    visit = checks_in(priya, sydney, ana)
    ipad.post(f"/floor/sydney/visits/{visit.public_id}/take/", {"client_key": key()})
    held = {"sku": stone.sku, "client": str(priya.public_id), "client_key": key()}
    ipad.post("/floor/sydney/hold/", held)
    profile = f"/floor/sydney/clients/{priya.public_id}/?sale={stone.sku},{setting.sku}"
    panel = ipad.get(profile).content.decode()
    assert "Held for Priya" in panel
    assert "$23,430" in panel

    answer = ipad.post(SELL, a_sale(stone, setting, customer=priya), follow=True)

    order = Order.objects.get()
    assert answer.redirect_chain == [(f"/floor/sydney/sold/{order.public_id}/", 302)]
    assert f"Sold. Order {order.number}" in answer.content.decode()
    assert (order.total, order.channel, order.sold_by.given_name) == (
        Decimal(23430),
        "floor",
        "Marcus",
    )
    assert on_hand(stone) == (0, 0)
    assert StockMovement.objects.get(item=stone, reason="sold").delta == -1
    kinds = set(Interaction.objects.filter(customer=priya).values_list("kind", flat=True))
    assert {"arrived", "greeted", "reserved", "purchased"} <= kinds


def test_cash_is_rounded_and_change_given(ipad, marcus, sydney):
    ring = a_setting(price="1950.02")

    answer = ipad.post(SELL, a_sale(ring, pay="cash", given="2000", reference=""), follow=True)

    tender = Tender.objects.get()
    assert (tender.kind, tender.amount, tender.rounding) == (
        "cash", Decimal("1950.02"), Decimal("-0.02"),
    )  # fmt: skip
    assert "Give $50 change." in answer.content.decode()


def test_part_on_the_card_and_the_rest_in_cash(ipad, stone):
    ipad.post(SELL, a_sale(stone, pay="split", card_amount="20000", given="1500"))

    assert sorted(Tender.objects.values_list("kind", "amount")) == [
        ("cash", Decimal("1480.00")), ("terminal", Decimal("20000.00")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reference": " "}, "Type the number on the terminal’s slip."),
        ({"pay": "split"}, "Type how much of it went on the card."),
        ({"pay": "split", "card_amount": "21480"}, "Type how much of it went on the card."),
        ({"pay": "cash", "given": "21000"}, "That’s $480 short."),
        ({"pay": "cash", "given": "a lot"}, "Type an amount, like 21,480 or 150.50."),
        ({"how": ["thrown"]}, "A line of this sale can’t be read."),
        ({"shown": ["NaN"]}, "A line of this sale can’t be read."),
        ({"item": ["1"]}, "A line of this sale can’t be read."),
        ({"item": []}, "There’s nothing in this sale."),
        ({"client_key": "1"}, "This page was open too long."),
        ({"customer": "1"}, "We don’t know this client."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(ipad, stone, changes, words):
    answer = ipad.post(SELL, a_sale(stone) | changes)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert nothing_sold(stone)


@pytest.mark.parametrize("given", ["22,000", "$22,000.00", " 22000 "])
def test_an_amount_is_read_as_it_is_written_at_a_counter(ipad, stone, given):
    answer = ipad.post(SELL, a_sale(stone, pay="cash", reference="", given=given), follow=True)

    assert "Give $520 change." in answer.content.decode()


@pytest.mark.parametrize("given", ["abc", "22,00", "1.005", "1,000,000,000,000"])
def test_one_that_cant_be_read_says_how_to_write_it(ipad, stone, given):
    answer = ipad.post(SELL, a_sale(stone, pay="cash", reference="", given=given))

    assert answer.status_code == 422
    assert "Type an amount, like 21,480 or 150.50." in answer.content.decode()
    assert nothing_sold(stone)


def test_what_was_typed_for_another_way_of_paying_is_no_matter(ipad, stone):
    ipad.post(SELL, a_sale(stone, pay="cash", given="22000", card_amount="-5", reference="9" * 41))

    tender = Tender.objects.get()
    assert (tender.kind, tender.amount, tender.reference) == ("cash", Decimal(21480), "")


def test_a_piece_sold_a_moment_before(ipad, stone, ana):
    a_browser(user=ana).post(SELL, a_sale(stone))

    answer = ipad.post(SELL, a_sale(stone, reference="OTHER"))

    assert answer.status_code == 409
    assert f"Just sold: {stone.sku}." in answer.content.decode()
    assert Order.objects.count() == 1


def test_a_piece_held_for_somebody_else(ipad, stone, zoe):
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="collection", holder=f"customer:{zoe.public_id}",
        expires_at=None, actor=acting(zoe),
    )  # fmt: skip

    answer = ipad.post(SELL, a_sale(stone))

    assert answer.status_code == 409
    assert f"On hold for somebody else: {stone.sku}." in answer.content.decode()
    assert nothing_sold(stone)


PAGE = {"HX-Request": "true", "HX-Boosted": "true"}  # what the open page sends with its forms


def test_the_open_page_is_answered_with_the_panel_alone(ipad, stone, ana, priya):
    a_browser(user=ana).post(SELL, a_sale(stone))

    answer = ipad.post(SELL, a_sale(stone, customer=priya, reference="OTHER"), headers=PAGE)

    text = answer.content.decode()
    assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reselect"]) == (
        409, "#sale", "#sale",
    )  # fmt: skip
    assert answer["HX-Push-Url"] == "false"
    assert not {'id="main"', "<html", 'id="person"'} & set(text.replace(">", " ").split())
    assert text.lstrip().startswith('<section class="panel sale')
    assert f"Just sold: {stone.sku}." in text
    assert f'name="customer" value="{priya.public_id}"' in text
    assert 'value="OTHER"' in text
    assert "data-open-now" in text
    assert Order.objects.count() == 1


def test_the_panel_says_what_is_held_for_her(ipad, stone, priya):
    held = {"sku": stone.sku, "client": str(priya.public_id), "client_key": key()}
    ipad.post("/floor/sydney/hold/", held)

    answer = ipad.post(SELL, a_sale(stone, customer=priya, reference=""), headers=PAGE)

    assert answer.status_code == 422
    assert "Held for Priya" in answer.content.decode()
    assert "Type the number on the terminal’s slip." in answer.content.decode()


@pytest.mark.parametrize("headers", [{}, PAGE])
def test_a_refusal_to_nobody_we_know_writes_nothing(
    ipad, stone, ana, headers, django_assert_max_num_queries
):
    a_browser(user=ana).post(SELL, a_sale(stone))
    sale = a_sale(stone, reference="OTHER")
    ipad.post(SELL, a_sale(stone, reference="ANOTHER"), headers=headers)

    with django_assert_max_num_queries(6 if headers else 14) as asked:
        answer = ipad.post(SELL, sale, headers=headers)

    assert answer.status_code == 409
    words = ("INSERT", "UPDATE", "SAVEPOINT", "omni_writes")
    assert not [q["sql"] for q in asked if any(word in q["sql"] for word in words)]


def test_a_price_that_changed(ipad, stone):
    sent = a_sale(stone)
    Item.objects.filter(pk=stone.pk).update(price="22000.00")

    answer = ipad.post(SELL, sent)

    assert answer.status_code == 409
    assert "The price has changed." in answer.content.decode()
    assert nothing_sold(stone)


def test_a_slip_pays_once(ipad, stone):
    other = a_stone()
    ipad.post(SELL, a_sale(stone, reference="SLIP-1"))

    answer = ipad.post(SELL, a_sale(other, reference="SLIP-1"))

    assert answer.status_code == 409
    assert "has paid for another order already" in answer.content.decode()
    assert on_hand(other) == (1, 0)


def test_what_lies_elsewhere_is_not_taken_away(ipad, melbourne, marcus):
    far = a_stone(at=a_place("melbourne"))

    refused = ipad.post(SELL, a_sale(far))
    sold = ipad.post(SELL, a_sale(far, how=["collect"]))

    assert refused.status_code == 409
    assert "Sell it to collect or to be delivered." in refused.content.decode()
    assert sold.status_code == 302
    assert Order.objects.get().lines.get().fulfilment == "collect"


def test_sent_twice_it_sells_once(ipad, stone):
    sent = a_sale(stone)

    first, second = ipad.post(SELL, sent), ipad.post(SELL, sent)

    assert first["Location"] == second["Location"]
    assert Order.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(ipad, stone):
    sent = a_sale(stone)
    ipad.post(SELL, sent)

    answer = ipad.post(SELL, sent | {"reference": "ANOTHER"})

    assert answer.status_code == 422
    assert "sent before with other contents" in answer.content.decode()
    assert Order.objects.count() == 1


def test_a_sale_of_nothing_is_refused(ipad, stone):
    assert ipad.post(SELL, a_sale(stone, item=[], shown=[], how=[])).status_code == 422

    assert nothing_sold(stone)


@pytest.mark.parametrize("who", ["lucia", "hana", "priya", None])
def test_only_this_stores_people_sell_here(who, stone, request, sydney):
    party = request.getfixturevalue(who) if who else None
    staff = who in ("lucia", "hana")
    browser = a_browser(user=party) if staff else a_browser(party)

    answer = browser.post(SELL, a_sale(stone))

    assert answer.status_code == {"lucia": 404, "hana": 403}.get(who, 302)
    assert "/staff/sign-in/" in answer.get("Location", "/staff/sign-in/")
    assert nothing_sold(stone)


def test_a_receipt_is_its_own_stores(ipad, stone, lucia):
    ipad.post(SELL, a_sale(stone))
    order = Order.objects.get()
    hers = a_browser(user=lucia)

    assert hers.get(f"/floor/sydney/sold/{order.public_id}/").status_code == 404
    assert hers.get(f"/floor/melbourne/sold/{order.public_id}/").status_code == 404
    assert ipad.get(f"/floor/sydney/sold/{uuid.uuid4()}/").status_code == 404


def test_uses_up_what_was_held_for_her(ipad, stone, priya):
    held = {"sku": stone.sku, "client": str(priya.public_id), "client_key": key()}
    ipad.post("/floor/sydney/hold/", held)

    ipad.post(SELL, a_sale(stone, customer=priya))

    assert Claim.objects.get().consumed_at is not None
