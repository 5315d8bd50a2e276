"""A finished ring is drawn in the look-up and in its story; other pieces cost no query for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inventory import portrait
from inventory.selectors.made import made_ring, rings_of
from tests.cast import a_browser
from tests.made import a_made_ring
from tests.stock import a_parcel, a_setting, a_stone

pytestmark = pytest.mark.django_db
PATHS = ("/floor/sydney/stock/?q={}", "/floor/sydney/pieces/{}/")


def drawings(page: str) -> list[str]:
    parts = page.split('<img class="gem" src="/stones/drawing/')[1:]
    return [part.split(".svg", 1)[0] for part in parts]


@pytest.mark.parametrize("path", PATHS)
def test_with_its_own_setting_and_shape(sydney, marcus, path):
    a_made_ring(shape=2)
    ring = made_ring("RING-1")

    page = a_browser(user=marcus).get(path.format("RING-1")).content.decode()

    assert portrait.ring_drawing(ring.setting, ring.shape) in drawings(page)
    assert ring.shape == "oval"


@pytest.mark.parametrize("path", PATHS)
def test_a_stone_is_drawn_and_melee_is_not(sydney, marcus, path):
    a_stone(sku="TD-9")
    parcel = a_parcel()
    browser = a_browser(user=marcus)

    assert len(drawings(browser.get(path.format("TD-9")).content.decode())) == 1
    assert drawings(browser.get(path.format(parcel.sku)).content.decode()) == []


def test_asks_nothing_for_stones_settings_and_melee(sydney):
    items = [a_stone(), a_setting(), a_parcel()]
    hasattr(items[2], "stone"), hasattr(items[2], "setting")

    with CaptureQueriesContext(connection) as asked:
        assert rings_of(items) == {}

    assert [query for query in asked if "assembly" in query["sql"]] == []
