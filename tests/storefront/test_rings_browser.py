"""A ring chosen by metal and size, at every width, with scripts and without."""

import pytest
from playwright.sync_api import expect

from tests.browsing import ready
from tests.floor.conftest import PHONE, floor, looks  # noqa: F401
from tests.stock import a_stone
from tests.storefront.test_rings import a_ring

pytestmark = pytest.mark.django_db(transaction=True)


def test_choosing_shows_that_ring_at_once(floor, sydney):  # noqa: F811
    a_ring("J")
    a_ring("L", price="2050.00")
    a_ring("K", metal="rose-gold", price="1600.00")
    page = floor.browser()
    page.goto("/rings/")
    page.get_by_role("link", name="Four-claw solitaire").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Four-claw solitaire")

    ready(page).get_by_label("Ring size, UK").select_option("L")
    expect(page.locator(".piece-price b")).to_have_text("$2,050")
    looks(page, "ring")
    page.get_by_text("18 ct rose gold").click()
    expect(page.locator(".piece-price b")).to_have_text("$1,600")


def test_without_scripts_a_button_does(floor, sydney):  # noqa: F811
    a_ring("J")
    a_ring("L", price="2050.00")
    page = floor.browser(scripts=False)
    page.goto("/rings/four-claw/")
    page.get_by_label("Ring size, UK").select_option("L")
    page.get_by_role("button", name="Show this one").click()

    expect(page.locator(".piece-price b")).to_have_text("$2,050")


def test_the_rings_of_a_stone_come_into_the_space_that_was_kept_for_them(floor, sydney):  # noqa: F811
    for metal in ("platinum", "rose-gold", "yellow-gold", "white-gold"):
        a_ring("J", metal=metal)
    stone = a_stone(at=sydney.locations.get())
    page = floor.browser(size=PHONE)
    page.goto(f"/diamonds/{stone.sku}/")
    kept = page.locator("section[hx-get*=rings]").evaluate("one => one.offsetHeight")

    page.locator(".help").scroll_into_view_if_needed()
    expect(page.get_by_role("link", name="See all 4 settings")).to_be_visible()

    rings = page.get_by_role("region", name="This stone in a ring")
    more = rings.evaluate("one => one.offsetHeight") - kept
    assert 0 <= more < 90, "a name may take a second line"
