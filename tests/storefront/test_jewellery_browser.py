"""Jewellery narrowed, kept and reserved, at every width, with scripts and without."""

import pytest
from playwright.sync_api import expect

from tests.browsing import ready
from tests.floor.conftest import DESK, PHONE, floor, looks  # noqa: F401
from tests.stock import a_jewel, hold

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pieces(sydney, melbourne) -> None:
    for style, price in (("trace-chain", 620), ("curb-chain", 2450), ("studs", 3200)):
        for nth, metal in enumerate(("yellow-gold", "platinum", "rose-gold")):
            for length in ("45", "50"):
                a_jewel(style=style, metal=metal, length=length, price=str(price + 10 * nth))
    a_jewel(style="watch", metal="rose-gold", length="38", price="6400", pieces=0)


def test_a_tick_narrows_the_list_and_its_numbers_follow(pieces, floor):  # noqa: F811
    page = floor.browser(DESK)
    page.goto("/jewellery/")
    expect(page.locator("#count")).to_have_text("10 designs")
    looks(page, "jewellery")

    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_label("18 ct rose gold").check()

    expect(page.locator("#count")).to_have_text("4 designs")
    expect(page.locator('[data-count="type:watches"]')).to_have_text("1")
    expect(page).to_have_url(floor.url + "/jewellery/?metal=rose-gold")
    ready(page).get_by_label("Order").select_option("-price")
    expect(page.locator(".stone-head h3").first).to_have_text("Watch")
    looks(page, "jewellery-narrowed")


def test_nothing_fits_at_every_width(pieces, floor):  # noqa: F811
    page = floor.browser(DESK)
    page.goto("/jewellery/?price_min=90000")

    expect(page.get_by_text("Nothing like that is listed today.")).to_be_visible()
    looks(page, "jewellery-empty")


def test_on_a_phone_the_filters_open_over_the_list(pieces, floor):  # noqa: F811
    page = floor.browser(PHONE)
    page.goto("/jewellery/")

    page.get_by_role("link", name="Metal").click()
    page.get_by_label("Platinum").check()
    expect(page.locator("#show-count")).to_have_text("Show 3 designs")
    page.locator("#show-count").click()

    expect(page.locator("#count")).to_have_text("3 designs")


def test_without_scripts_a_button_does(pieces, floor):  # noqa: F811
    page = floor.browser(DESK, scripts=False)
    page.goto("/jewellery/")
    page.get_by_label("Watches").check()
    page.get_by_role("button", name="Show these").click()

    expect(page.locator("#count")).to_have_text("1 design")


def test_she_reserves_a_length_and_keeps_it(pieces, floor, priya):  # noqa: F811
    page = floor.browser(DESK, customer=priya)
    page.goto("/jewellery/trace-chain/?metal=platinum")
    looks(page, "jewel")
    page.locator("#heart button").click()
    expect(page.locator("#heart button")).to_have_text("On your shortlist")

    page.get_by_role("link", name="Reserve and collect in store").click()
    looks(page, "jewel-reserve")
    page.get_by_role("button", name="Reserve").click()

    expect(page.get_by_text("Reserved for you until")).to_be_visible()
    looks(page, "jewel-mine")
    page.goto("/shortlist/")
    expect(page.locator(".stone-grades")).to_have_text("Platinum · 45 cm")
    looks(page, "jewel-shortlist")


def test_the_last_one_held_and_none_left_at_every_width(pieces, floor):  # noqa: F811
    last = a_jewel(style="hoops", metal="yellow-gold", length="20", pieces=1)
    hold(last)
    page = floor.browser(DESK)

    page.goto("/jewellery/hoops/")
    expect(page.get_by_role("link", name="Tell me when it’s free")).to_be_visible()
    looks(page, "jewel-held")
    page.goto("/jewellery/watch/")
    expect(page.get_by_text("There are none of these left just now.")).to_be_visible()
    looks(page, "jewel-gone")
