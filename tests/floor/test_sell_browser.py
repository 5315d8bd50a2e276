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
