"""Photograph, drawing and the rest in a browser: one at a time, by keyboard, without script."""

import pytest
from playwright.sync_api import expect

from tests.browsing import ready
from tests.kept import a_video, kept
from tests.stock import a_stone
from tests.storefront.test_in_a_browser import page  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stone(live_server):
    item = a_stone(sku="A")
    kept(item), kept(item), kept(item, "certificate"), a_video(item)
    return item


@pytest.mark.parametrize("size", [(390, 844), (1180, 820), (1440, 900)])
def test_one_way_at_a_time_and_nothing_moves(page, stone, size):  # noqa: F811
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("/diamonds/A/")
    expect(page.locator("#photo-1 img")).to_be_visible()
    expect(page.locator("#drawing")).to_be_hidden()
    assert ready(page).evaluate("document.documentElement.scrollWidth <= innerWidth")
    row = page.locator(".piece-ways")
    where = "row => row.getBoundingClientRect().y + scrollY"
    above = row.evaluate(where)

    row.get_by_role("link", name="Drawing").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#drawing")).to_be_visible()
    expect(page.locator("#photo-1")).to_be_hidden()
    expect(row.locator('[aria-current="true"]')).to_have_text("Drawing")
    expect(page.locator(".stone-canvas")).to_be_visible()
    assert abs(row.evaluate(where) - above) < 2
    assert page.evaluate("document.querySelector('.stone-canvas').width") > 100


def test_without_script_all_stand_there_and_the_row_leads_to_them(chromium, live_server, stone):
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url)
    shown = context.new_page()
    shown.goto("/diamonds/A/")

    for way in ("#photo-1", "#photo-2", "#drawing img"):
        assert shown.locator(way).is_visible()
    shown.locator(".piece-ways").get_by_text("Drawing").click()

    assert shown.url.endswith("#drawing")
    context.close()
