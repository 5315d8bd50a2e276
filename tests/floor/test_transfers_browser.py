"""The transfers of a store refresh by themselves when another store takes a step."""

import pytest
from playwright.sync_api import expect

from inventory.models import Location
from tests.floor.conftest import looks
from tests.inventory.moves import Wish, asked, sent
from tests.stock import a_stone

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_box_that_is_sent_here_appears(floor, sydney, lucia):
    here, there = Location.objects.get(code="melbourne"), Location.objects.get(code="sydney")
    page = floor.browser(user=lucia)
    page.goto("/floor/melbourne/transfers/")
    expect(page.get_by_text("Nothing is on its way")).to_be_visible()

    sent(Wish(a_stone(at=there).pk), source=there, to=here)

    expect(page.get_by_role("heading", name="Coming")).to_be_visible(timeout=20_000)
    asked(Wish(a_stone(at=here).pk), source=here, to=there)
    expect(page.get_by_role("heading", name="To send")).to_be_visible(timeout=20_000)
    looks(page, "transfers")
