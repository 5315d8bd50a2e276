"""Buying on a phone: a problem has a sign, going back asks nothing, nothing is typed twice."""

import pytest
from playwright.sync_api import expect

from inventory.models import Item
from tests.browsing import ready
from tests.stock import a_stone

pytestmark = pytest.mark.django_db(transaction=True)
SIGN = "one => getComputedStyle(one, '::before')"


@pytest.fixture
def stone(live_server, sydney) -> Item:
    return a_stone(sku="TD-1", at=sydney.locations.get())


@pytest.fixture
def page(chromium, live_server, stone):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, base_url=live_server.url)
    wrong, shown = [], context.new_page()
    shown.on("pageerror", lambda error: wrong.append(str(error)))
    yield shown
    context.close()
    assert wrong == []


def pay(page, card: str, **typed) -> None:
    ready(page)  # what she types is kept from then on
    for name, text in typed.items():
        page.locator(f"#id_{name}").fill(text)
    page.get_by_text(card).click()
    page.get_by_role("button", name="Pay").click()


def test_a_problem_has_a_sign_beside_its_words(page):
    page.goto("/buy/TD-1/")
    pay(page, "Test card that pays", name="Zoe Lind", email="zoe@example.com")

    problem = page.locator(".problem").first
    expect(problem).to_have_text("We need a street to deliver to.")
    assert problem.evaluate(f"{SIGN}.width") == "18px"
    assert "alert" in problem.evaluate(f"{SIGN}.maskImage")
    expect(page.locator("#id_street")).to_be_focused()
    expect(problem).to_be_in_viewport()


def test_back_from_a_declined_card_is_the_form_as_she_left_it(page):
    page.goto("/buy/TD-1/")
    hers = {"name": "Zoe Lind", "email": "zoe@example.com", "street": "1 Rose Lane"}
    pay(page, "Test card that is declined", **hers)
    expect(page.locator(".problem")).to_have_text("We need a town and postcode to deliver to.")
    pay(page, "Test card that is declined", town="Newtown 2042")
    expect(page.get_by_role("heading", name="The card wasn’t charged.")).to_be_visible()

    page.go_back()

    expect(page.get_by_role("heading", name="Make it yours")).to_be_visible()
    expect(page.locator("#id_street")).to_have_value("1 Rose Lane")
    page.go_forward()
    page.get_by_role("link", name="Try another card").click()
    expect(page.locator("#id_email")).to_have_value("zoe@example.com")
    expect(page.locator("#id_town")).to_have_value("Newtown 2042")
    pay(page, "Test card that pays")
    expect(page.get_by_role("heading", name="It’s yours.")).to_be_visible()
    assert page.evaluate("sessionStorage.getItem('checkout.typed')") is None
