"""Taking a wrong photograph down on the floor, at every size."""

import pytest
from playwright.sync_api import expect

from inventory.models import StoneMedia
from omni.lib.clock import now
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
    photos = page.locator(".piece-media").get_by_alt_text("Photograph of the 1.52 ct round E VS1, ")
    expect(photos).to_have_count(2)
    page.get_by_text("Is one of these wrong?").click()
    looks(page, "taken-down")
    page.get_by_role("button", name="Show it again").click()
    expect(page.locator(".piece-media img")).to_have_count(3)


def test_she_has_what_couldnt_be_fetched_asked_for_again(floor, ana, sydney):
    item = a_stone(sku="TD-9", at=sydney.locations.get())
    kept(item)
    for kind, why in (("certificate", "answered 503"), ("image", "not a picture")):
        StoneMedia.objects.create(
            item=item, kind=kind, url=f"https://x.example/{kind}", state="refused", why=why,
            tries=4, due_at=now(), fetched_at=now(),
        )  # fmt: skip
    page = floor.browser(user=ana)
    page.goto("/floor/sydney/pieces/TD-9/")
    page.get_by_text("2 links of lists couldn’t be followed").click()
    looks(page, "ask-again")

    row = page.locator("form", has_text="answered 503")
    row.get_by_label("Why it may work now").fill("Their server is back")
    row.get_by_role("button", name="Ask for it again").click()

    told = page.locator(".timeline").get_by_text(
        "Certificate asked for again: Their server is back"
    )
    expect(told).to_be_visible()
    expect(page.get_by_text("One link of a list couldn’t be followed")).to_be_visible()
