"""The floor's pages of one column stand on one ground, with what they hold on panels."""

import pytest

from tests.cast import a_browser
from tests.floor.conftest import looks
from tests.floor.scenes import a_sale
from tests.stock import a_setting

pytestmark = pytest.mark.django_db(transaction=True)
GROUND = "getComputedStyle(document.querySelector('.counter-col')).backgroundColor"


def test_every_page_of_one_column_has_the_ground_of_stock(floor, ana, sydney):
    sent = a_browser(user=ana).post("/floor/sydney/sell/", a_sale(a_setting()))
    page = floor.browser(user=ana)
    page.goto("/floor/sydney/stock/")
    ground = page.evaluate(GROUND)
    pages = {"orders": "/floor/sydney/orders/", "diary": "/floor/sydney/diary/",
             "devices": "/floor/devices/", "sold": sent.url}  # fmt: skip

    for name, address in pages.items():
        page.goto(address)

        assert page.evaluate(GROUND) == ground, name
        assert page.locator(".counter-col .panel").count() > 0, name
        looks(page, f"floor-{name}")
