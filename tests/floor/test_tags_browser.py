"""A sheet of tags, on the screen and as it is printed."""

import os

import pytest

from inventory.models import GradingReport
from tests.floor.conftest import looks
from tests.stock import a_setting, a_stone

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_sheet_has_24_tags_of_one_size(floor, marcus):
    stones = [a_stone() for _ in range(25)]
    a_setting()
    for n, stone in enumerate(stones):
        GradingReport.objects.create(stone=stone.stone, lab="GIA", number=f"214143817{n}")
    page = floor.browser(user=marcus)
    page.goto("/floor/sydney/tags/?place=sydney&price=on")
    looks(page, "tags")

    page.emulate_media(media="print")
    page.set_viewport_size({"width": 734, "height": 1047})  # A4 less its margins, in CSS pixels
    boxes = [tag.bounding_box() for tag in page.locator(".tag").all()]
    pdf = page.pdf(prefer_css_page_size=True)

    assert len(boxes) == 26
    assert len({round(box["x"]) for box in boxes}) == 3
    assert len({round(box["height"]) for box in boxes}) == 1
    assert boxes[23]["y"] + boxes[23]["height"] - boxes[0]["y"] <= 1047
    assert page.locator(".rail").is_hidden()
    assert pdf.count(b"/Type /Page\n") == 2 or pdf.count(b"/Type /Page ") == 2
    if folder := os.environ.get("OMNI_SHOTS"):
        page.screenshot(path=f"{folder}/tags-print.png")
