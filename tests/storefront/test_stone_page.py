"""One stone's page: true to its stone, honest about what isn't known, and still there when sold."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.models import Claim, GradingReport, Item
from tests.cast import a_browser
from tests.stock import TEST, a_setting, a_stone


@pytest.fixture
def piece(sydney, melbourne) -> Item:
    """The round that Priya likes, in Sydney's store, with a demo report."""
    item = a_stone(sku="TD-1", at=sydney.locations.get(), typical=["crown_angle"])
    stone = item.stone
    stone.crown_angle, stone.pavilion_angle = "34.5", "40.8"
    stone.save()
    GradingReport.objects.create(stone=stone, lab="DEMO", number="DEMO-1", is_demo=True)
    return item


def sell(item: Item) -> None:
    claims = claim_stock(
        lines=[ClaimLine(item.pk)], purpose="order", holder="order:x", expires_at=None, actor=TEST
    )
    consume_claims(claims=[claim.public_id for claim in claims], cause="order:x", actor=TEST)


def page_of(item: Item, browser=None) -> str:
    response = (browser or a_browser()).get(f"/diamonds/{item.sku}/")
    assert response.status_code == 200
    return response.content.decode()


def test_says_what_it_is_where_it_is_and_what_it_costs(piece):
    page = page_of(piece)

    assert "<h1>1.52 carat round</h1>" in page
    assert "$21,480" in page
    assert "Including GST" in page
    assert f'data-live="stock:{piece.public_id}"' in page
    assert "Here now" in page
    assert "Can be here" in page
    assert "7.38 – 7.41 × 4.54 mm" in page


def test_marks_what_is_typical_and_what_is_demo(piece):
    page = page_of(piece)

    assert re.search(r">3[0-9.]+°, 40.8° <span", page)
    assert "typical, not from the report" in page
    assert "demo, not a real report" in page


def test_offers_reserving_but_to_nobody_what_cannot_be_had(piece):
    assert 'data-kind="go"' in page_of(piece)
    assert "/diamonds/TD-1/reserve/" in page_of(piece)

    claim_stock(
        lines=[ClaimLine(piece.pk)], purpose="order", holder="order:x", expires_at=None, actor=TEST
    )

    page = page_of(piece)
    assert '<article class="piece" data-kind="hold"' in page
    assert "Somebody else is looking at this one." in page


def test_an_unknown_stone_is_a_page_that_helps(client, db):
    for sku in ("NOPE-1", "%00", "x" * 300, "<script>"):
        response = client.get(f"/diamonds/{sku}/")

        assert response.status_code == 404
        assert "See what we have" in response.content.decode()


def test_an_unlisted_stone_is_unknown(piece, client):
    Item.objects.filter(pk=piece.pk).update(is_listed=False)

    assert client.get("/diamonds/TD-1/").status_code == 404


def test_a_setting_is_no_stone(db, client):
    setting = a_setting()

    assert client.get(f"/diamonds/{setting.sku}/").status_code == 404


def test_a_sold_stone_keeps_its_page_without_ways_to_buy(piece):
    sell(piece)

    page = page_of(piece)
    assert "Just sold" in page
    assert '<article class="piece" data-kind="gone"' in page
    assert "/reserve/" not in page
    assert "/buy/" not in page
    assert "Close to this one" in page
    assert re.search(r"<stone-viewer[^>]* sold>", page)
    assert "/stones/drawing/line-" in page


def test_a_sold_stone_cannot_be_reserved_any_more(piece, client):
    sell(piece)
    before = Claim.objects.count()

    assert client.get("/diamonds/TD-1/reserve/")["Location"] == "/diamonds/TD-1/"
    response = a_browser().post(
        "/diamonds/TD-1/reserve/",
        {"name": "Zoe", "mobile": "0491 570 157", "store": "sydney",
         "client_key": "018f2f57-1111-7abc-8def-000000000001"},
    )  # fmt: skip

    assert response.status_code == 409
    assert Claim.objects.count() == before


def test_similar_stones_come_by_themselves_and_leave_the_stone_out(piece, sydney, client):
    place = sydney.locations.get()
    a_stone(sku="NEAR", at=place, price="20500", carat="1.50")
    a_stone(sku="FAR", at=place, price="900", carat="0.30")

    page = client.get("/diamonds/TD-1/similar/").content.decode()

    assert "/diamonds/NEAR/" in page
    assert "/diamonds/FAR/" not in page
    assert "/diamonds/TD-1/" not in page


def test_shows_settings_that_take_it(piece, sydney):
    a_setting(at=sydney.locations.get())

    page = page_of(piece)

    assert "This stone in a ring" in page
    assert "/stones/drawing/ring-" in page


def test_a_link_to_it_shows_what_it_is(piece):
    page = page_of(piece)

    assert '<meta property="og:title" content="1.52 ct round, $21,480">' in page
    assert re.search(r'<link rel="canonical" href="http[^"]+/diamonds/TD-1/">', page)


def test_costs_at_most_seven_queries_and_changes_no_row(piece, sydney):
    a_setting(at=sydney.locations.get())
    stranger = a_browser()

    with CaptureQueriesContext(connection) as first:
        page_of(piece, stranger)
    with CaptureQueriesContext(connection) as again:
        page_of(piece, stranger)

    assert len(first) <= 7
    assert len(again) <= 6
    assert not [q for q in first if not q["sql"].lstrip().upper().startswith("SELECT")]


def test_has_every_asset_it_names_and_nothing_inline(piece):
    page = page_of(piece)

    for path in re.findall(r'(?:href|src)="/static/([^"#?]+)', page):
        assert finders.find(path), path
    assert " style=" not in page
    assert "<script>" not in page
    for name in re.findall(r'src="(/stones/drawing/[^"]+)"', page):
        assert a_browser().get(name).status_code == 200
