"""The admin's own form has no other within: what takes a picture down stands behind it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from inventory.models import StoneMedia
from tests.admin.test_in_a_browser import page  # noqa: F401
from tests.kept import kept
from tests.stock import a_stone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [390, 1180, 1440])
def test_she_says_why_and_puts_it_back(page, width):  # noqa: F811
    kept(a_stone())
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/admin/inventory/stonemedia/{StoneMedia.objects.get().pk}/change/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.get_by_label("Why it’s wrong").fill("Another stone")
    page.get_by_role("button", name="Take it down").click()

    again = page.get_by_role("button", name="Show it again")
    expect(again).to_be_visible()
    assert StoneMedia.objects.get().state == "down"
    named = Axe().run(page, options={"runOnly": ["empty-table-header"]})
    assert named.violations_count == 0, named.generate_report()
    again.click()
    expect(page.get_by_role("button", name="Take it down")).to_be_visible()
    assert StoneMedia.objects.get().state == "kept"
