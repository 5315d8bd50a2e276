"""Buying a stone on the web, from the form to the order's page."""

import uuid
from decimal import Decimal

import pytest
from django.test import Client

from customers.models import Customer, Session
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Claim, Location
from sales.actions.place_order import Buyer
from sales.actions.start_payment import start_payment
from sales.basket import BasketLine
from sales.errors import NotSoldOnline
from sales.models import Order, Payment
from tests.cast import ORIGIN, a_browser, a_customer, acting
from tests.stock import on_hand

pytestmark = pytest.mark.django_db


def form(item, **changes) -> dict:
    return {
        "name": "Priya Nair", "email": "priya@example.com", "how": "deliver",
        "street": "1 Rose Lane", "town": "Newtown 2042", "card": "ok",
        "shown": str(item.price), "client_key": str(uuid.uuid4()),
    } | changes  # fmt: skip


def buy(browser, item, **changes):
    return browser.post(f"/buy/{item.sku}/", form(item, **changes), follow=True)


@pytest.fixture
def browser() -> Client:
    return a_browser()


def test_who_signed_in_neednt_type_what_we_know(stone):
    priya = a_customer("Priya Nair", email="priya@example.com")

    page = a_browser(priya).get(f"/buy/{stone.sku}/").content.decode()

    assert 'value="Priya Nair"' in page
    assert 'value="priya@example.com"' in page
    assert f'href="/diamonds/{stone.sku}/"' in page, "and there is a way back"


def test_an_address_is_shown_to_nobody_who_hasnt_proven_it(stone):
    priya = a_customer("Priya Nair", email="priya@example.com")
    browser = a_browser(priya)
    Session.objects.update(is_proven=False)

    assert "priya@example.com" not in browser.get(f"/buy/{stone.sku}/").content.decode()


def test_a_stranger_buys_and_sees_her_order(browser, stone):
    page = buy(browser, stone)

    order = Order.objects.get()
    assert page.redirect_chain[-1][0] == f"/orders/{order.public_id}/"
    assert "It’s yours." in page.content.decode()
    assert (order.name, order.total) == ("Priya Nair", Decimal("21480.00"))
    assert on_hand(stone) == (0, 0)


def test_the_same_form_sent_twice_buys_once(browser, stone):
    sent = form(stone)

    first = browser.post(f"/buy/{stone.sku}/", sent, follow=True)
    second = browser.post(f"/buy/{stone.sku}/", sent, follow=True)

    assert first.redirect_chain[-1] == second.redirect_chain[-1]
    assert (Order.objects.count(), Payment.objects.count()) == (1, 1)


def test_the_same_key_with_another_body_is_refused(browser, stone):
    sent = form(stone, card="lost")
    browser.post(f"/buy/{stone.sku}/", sent)

    page = browser.post(f"/buy/{stone.sku}/", sent | {"name": "Somebody else"})

    assert page.status_code == 422
    assert Payment.objects.count() == 1


def test_a_sold_stone_is_refused_and_nobody_is_charged(browser, stone):
    buy(browser, stone)

    page = buy(a_browser(), stone)

    assert page.status_code == 409
    assert "You weren’t charged." in page.content.decode()
    assert (Order.objects.count(), Payment.objects.count()) == (1, 1)


def test_what_is_sold_meanwhile_is_offered_no_second_time(browser, stone):
    buy(a_browser(), stone)

    said = buy(browser, stone).content.decode()

    assert "Somebody bought it a moment before you." in said
    assert f'href="/diamonds/{stone.sku}/"' in said
    assert 'name="card"' not in said, "nobody can pay for it"


def test_her_own_purchase_leads_to_her_order(browser, stone):
    buy(browser, stone)

    said = browser.get(f"/buy/{stone.sku}/").content.decode()

    assert "This one is yours." in said
    assert f'href="/orders/{Order.objects.get().public_id}/"' in said
    assert "Somebody has bought this one." not in said
    assert "This one is yours." not in a_browser().get(f"/buy/{stone.sku}/").content.decode()


def test_who_goes_back_while_her_payment_is_unknown_neednt_pay_again(browser, stone):
    buy(browser, stone, card="lost")

    said = browser.get(f"/buy/{stone.sku}/").content.decode()

    assert "You’re paying for this one already." in said
    assert f'href="/payments/{Payment.objects.get().public_id}/"' in said
    assert 'name="card"' not in said
    assert "You’re paying" not in a_browser().get(f"/buy/{stone.sku}/").content.decode()


def test_a_held_stone_is_refused(browser, stone, zoe):
    buy(a_browser(zoe), stone, card="lost")

    page = buy(browser, stone)

    assert page.status_code == 409
    assert Claim.objects.live().get().holder == f"customer:{zoe.public_id}"


def test_a_stranger_who_is_refused_is_written_down_nowhere(
    browser, stone, zoe, django_assert_max_num_queries
):
    buy(a_browser(zoe), stone, card="lost")
    before = Customer.objects.count()

    with django_assert_max_num_queries(3):  # two are stores and the chain's name, once a minute
        page = buy(browser, stone)

    assert page.status_code == 409
    assert "You weren’t charged." in page.content.decode()
    assert Customer.objects.count() == before


def test_who_comes_back_with_the_key_of_her_purchase_hears_of_it(browser, stone, settings):
    sent = form(stone)
    bought = browser.post(f"/buy/{stone.sku}/", sent, follow=True)
    del browser.cookies[
        settings.CUSTOMER_COOKIE
    ]  # the answer that signed her in was lost on its way

    again = browser.post(f"/buy/{stone.sku}/", sent, follow=True)

    assert again.redirect_chain[-1] == bought.redirect_chain[-1]
    assert Order.objects.count() == 1


def test_an_unknown_stone_is_not_there(browser):
    assert browser.get("/buy/NO-SUCH/").status_code == 404


@pytest.mark.parametrize("shown", ["1.00", "21480.01"])
def test_another_price_than_ours_charges_nothing(browser, stone, shown):
    page = buy(browser, stone, shown=shown)

    assert page.status_code == 409
    assert Payment.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"email": "no"}, {"name": ""}, {"street": ""}, {"how": "elsewhere"}, {"shown": "NaN"},
        {"shown": "-1"}, {"client_key": "x"}, {"card": "gold"},
    ],
)  # fmt: skip
def test_a_bad_field_is_named_and_nothing_changes(browser, stone, changes):
    page = buy(browser, stone, **changes)

    assert page.status_code == 422
    assert (Payment.objects.count(), Customer.objects.count(), on_hand(stone)) == (0, 0, (1, 0))


def test_a_problem_stands_beside_its_field_and_what_was_typed_in_it(browser, stone):
    said = buy(browser, stone, email="no", how="sydney").content.decode()

    assert 'value="no" autocomplete="email" maxlength="320" required aria-invalid="true"' in said
    assert 'aria-describedby="id_email_helptext id_email_error"' in said
    assert '<p class="problem" id="id_email_error">That isn’t a whole e-mail address.' in said
    assert 'value="sydney" required id="id_how_1" checked' in said
    assert said.count(" checked>") == 2
    assert said.count('class="problem"') == 1


def test_what_was_typed_is_text_and_never_html(browser, stone):
    said = buy(browser, stone, name='"><b>', email="no").content.decode()

    assert 'name="name" value="&quot;&gt;&lt;b&gt;"' in said


def test_a_declined_card_says_so(browser, stone):
    page = buy(browser, stone, card="declined")

    said = page.content.decode()
    assert "The card wasn’t charged." in said
    assert f"{stone.title} · $21,480" in said, "and says what it was for"
    assert "Back to its page" in said
    assert on_hand(stone) == (1, 0)


def test_a_lost_answer_is_called_what_it_is(browser, stone):
    page = buy(browser, stone, card="lost")

    assert "We’re checking with the bank." in page.content.decode()
    assert on_hand(stone) == (1, 1)


def test_her_order_is_not_there_for_a_stranger(browser, stone, zoe):
    buy(browser, stone)
    order, payment = Order.objects.get(), Payment.objects.get()

    for other in (a_browser(), a_browser(zoe)):
        assert other.get(f"/orders/{order.public_id}/").status_code == 404
        assert other.get(f"/payments/{payment.public_id}/").status_code == 404


@pytest.mark.parametrize("origin", ["https://evil.test", "null", f"{ORIGIN}.evil.test", None])
def test_a_post_from_elsewhere_is_refused(stone, origin):
    stranger = Client(headers={"origin": origin} if origin else {})

    page = stranger.post(f"/buy/{stone.sku}/", form(stone))

    assert page.status_code == 403
    assert Payment.objects.count() == 0


def test_a_house_without_a_payment_provider_sells_in_its_stores_only(browser, stone, settings):
    settings.SELLS_ONLINE = False

    page = browser.get(f"/diamonds/{stone.sku}/").content.decode()

    assert "Buy now" not in page
    assert "Reserve and collect in store" in page
    assert browser.get(f"/buy/{stone.sku}/").status_code == 404
    assert browser.post(f"/buy/{stone.sku}/", form(stone)).status_code == 404
    assert on_hand(stone) == (1, 0)


def test_nor_does_its_action(priya, stone, settings):
    settings.SELLS_ONLINE = False

    with pytest.raises(NotSoldOnline):
        start_payment(
            customer=priya,
            lines=[BasketLine(stone.public_id, 1, stone.price, "ship")],
            buyer=Buyer(name="Priya Nair"),
            actor=acting(priya),
        )

    assert on_hand(stone) == (1, 0)


def test_who_reserved_it_may_pay_and_nobody_else(stone, priya, zoe):
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="collection", holder=f"customer:{priya.public_id}",
        expires_at=None, actor=acting(priya),
    )  # fmt: skip

    hers = a_browser(priya).get(f"/buy/{stone.sku}/").content.decode()
    anothers = a_browser(zoe).get(f"/buy/{stone.sku}/").content.decode()

    assert 'data-busy="Paying">' in hers
    assert "Paying" not in anothers


def test_buy_now_is_offered_only_where_pieces_are_sold_online(browser, stone):
    offered = f'href="/buy/{stone.sku}/"'
    assert offered in browser.get(f"/diamonds/{stone.sku}/").content.decode()

    Location.objects.update(sells_online=False)

    assert offered not in browser.get(f"/diamonds/{stone.sku}/").content.decode()
    assert "Paying" not in browser.get(f"/buy/{stone.sku}/").content.decode()
