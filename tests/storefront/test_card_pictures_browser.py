"""Photographs on cards in a browser: in the drawings' frame, grey when sold, never broken."""

import pytest
from django.core.files.storage import default_storage
from playwright.sync_api import expect

from inventory.copies import copy_named, small
from tests.kept import a_photo, kept
from tests.stock import a_stone
from tests.storefront.test_in_a_browser import page  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
BOX = "art => { const box = art.getBoundingClientRect(); return [box.width, box.height] }"


@pytest.mark.parametrize("size", [(390, 844), (1180, 820), (1440, 900)])
def test_wide_and_tall_ones_stand_in_the_frame_of_the_drawings(page, live_server, size):  # noqa: F811
    shapes = [(900, 400), (400, 900), (700, 700)]
    for shape in shapes:
        kept(a_stone(), body=a_photo(size=shape))
    a_stone()
    page.set_viewport_size({"width": size[0], "height": size[1]})

    page.goto("/diamonds/")

    for photo in page.locator("img.photo").all():
        photo.scroll_into_view_if_needed()
    page.wait_for_function("[...document.querySelectorAll('img.photo')].every(i => i.naturalWidth)")
    frames = [art.evaluate(BOX) for art in page.locator(".stone-art").all()]
    photos = [photo.evaluate(BOX) for photo in page.locator("img.photo").all()]
    assert len(photos) == 3
    assert all(one == pytest.approx(frames[0], abs=1) for one in frames + photos)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_one_that_is_sold_while_somebody_looks_turns_grey(page, live_server):  # noqa: F811
    stone = a_stone(sku="A")
    kept(stone)
    page.goto("/diamonds/")
    photo = page.locator("img.photo")
    source = photo.get_attribute("src")
    expect(photo).to_have_css("filter", "none")

    page.evaluate(
        """() => document.querySelector("[data-live]").dispatchEvent(
             new CustomEvent("live:stock", {bubbles: true, detail: {kind: "gone"}}))"""
    )

    expect(photo).to_have_css("filter", "grayscale(1)")
    assert photo.get_attribute("src") == source


def test_one_that_doesnt_come_is_followed_by_the_drawing(page, live_server):  # noqa: F811
    stone = a_stone(sku="A")
    name = kept(stone)
    for file in (name, small(name)):
        default_storage.delete(copy_named(file).better)
    page.goto("/diamonds/")

    art = page.locator(".stone-art img")
    expect(art).to_have_class("gem")
    assert art.get_attribute("src") == art.get_attribute("data-face")
    page.wait_for_function("document.querySelector('.stone-art img').naturalWidth > 0")


def test_the_heart_is_seen_on_a_dark_one(page, live_server):  # noqa: F811
    kept(a_stone()), a_stone()
    page.goto("/diamonds/")

    grounds = [
        heart.evaluate("heart => getComputedStyle(heart, '::before').content")
        for heart in page.locator(".stone-like .icon-btn").all()
    ]

    assert grounds == ["none", '""'], "the newest first"
