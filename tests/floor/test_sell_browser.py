"""A sale that is refused on the iPad: the panel says why, the page around it stays as it was."""

import pytest
from playwright.sync_api import expect

from tests.cast import a_browser
from tests.floor.conftest import looks
from tests.floor.scenes import a_sale

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_panel_alone_changes(floor, stone, marcus, ana):
    page = floor.browser(user=marcus)
    page.goto(f"/floor/sydney/?sale={stone.sku}")
    page.evaluate("document.getElementById('arrivals').dataset.stays = 'yes'")
    page.get_by_role("button", name="Take payment").click()
    page.get_by_label("Number on the terminal’s slip").fill("SLIP-9")
    a_browser(user=ana).post("/floor/sydney/sell/", a_sale(stone))

    page.get_by_role("button", name="It’s paid, sell it").click()

    pay = page.locator("dialog.pay")
    expect(pay).to_contain_text(f"Just sold: {stone.sku}.")
    expect(pay).to_be_visible()
    expect(page.get_by_label("Number on the terminal’s slip")).to_have_value("SLIP-9")
    assert page.locator("#sale").count() == 1
    assert page.locator("#arrivals[data-stays]").count() == 1
    assert page.url.endswith(f"/floor/sydney/?sale={stone.sku}")
    looks(page, "refused")


def test_without_a_connection_the_page_stays_and_says_so(floor, stone, marcus):
    page = floor.browser(user=marcus)
    page.goto(f"/floor/sydney/?sale={stone.sku}")
    address = page.url
    page.context.set_offline(True)
    expect(page.locator("html[data-offline]")).to_be_attached()

    for leaves in ("Orders", "Scan"):
        page.get_by_role("link", name=leaves).click()
        expect(page.locator(".toast")).to_contain_text("this page stays")
    page.get_by_role("searchbox").fill("Priya")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("button", name="Take payment").click(force=True)

    expect(page.get_by_role("heading", name="Sell now")).to_be_visible()
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert page.url == address
    page.context.set_offline(False)
    page.get_by_role("link", name="Orders").click()
    page.wait_for_url("**/orders/")


def test_without_a_connection_she_can_still_be_rung(floor, priya, marcus):
    page = floor.browser(user=marcus)
    page.goto(f"/floor/sydney/clients/{priya.public_id}/")
    page.context.set_offline(True)
    expect(page.locator("html[data-offline]")).to_be_attached()

    press = """(link) => link.dispatchEvent(
        new MouseEvent("click", { bubbles: true, cancelable: true }))"""
    for way in ("Call", "Send a text", "Write an e-mail"):
        assert page.get_by_role("link", name=way).evaluate(press), way
    assert not page.get_by_role("link", name="Orders").evaluate(press)


def test_who_loses_it_while_taking_payment_is_told_what_to_do(floor, stone, marcus):
    page = floor.browser(user=marcus)
    page.goto(f"/floor/sydney/?sale={stone.sku}")
    page.get_by_role("button", name="Take payment").click()
    page.get_by_label("Number on the terminal’s slip").fill("SLIP-9")
    page.context.set_offline(True)

    expect(page.locator("dialog.pay")).to_contain_text("Leave this open")
    page.get_by_role("button", name="It’s paid, sell it").click(force=True)
    expect(page.get_by_label("Number on the terminal’s slip")).to_have_value("SLIP-9")
    page.context.set_offline(False)
    expect(page.get_by_text("Leave this open")).to_be_hidden()
    page.get_by_role("button", name="It’s paid, sell it").click()
    page.wait_for_url("**/sold/**")
