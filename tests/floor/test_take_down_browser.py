"""Taking a wrong photograph down on the floor, at every size."""

import pytest
from playwright.sync_api import expect

from tests.floor.conftest import looks
from tests.kept import a_photo, a_video, kept
from tests.stock import a_stone

pytestmark = pytest.mark.django_db(transaction=True)


def test_she_chooses_a_photograph_says_why_and_puts_it_back(floor, ana, sydney):
    item = a_stone(sku="TD-9", at=sydney.locations.get())
    for red in (20, 120, 220):
        kept(item, body=a_photo(red))
    kept(item, "certificate"), a_video(item)
    page = floor.browser(user=ana)
    page.goto("/floor/sydney/pieces/TD-9/")
    page.get_by_text("Is one of these wrong?").click()
    looks(page, "take-down")

    page.get_by_label("Photograph 2").check()
    page.get_by_label("Why it’s wrong").fill("It shows another stone")
    page.get_by_role("button", name="Take it down").click()

    told = page.locator(".timeline").get_by_text("Photograph taken down: It shows another stone")
    expect(told).to_be_visible()
    expect(page.locator(".piece-media img")).to_have_count(2)
    page.get_by_text("Is one of these wrong?").click()
    looks(page, "taken-down")
    page.get_by_role("button", name="Show it again").click()
    expect(page.locator(".piece-media img")).to_have_count(3)
