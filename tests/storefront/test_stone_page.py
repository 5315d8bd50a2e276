"""One stone's page: true to its stone, honest about what isn't known, and still there when sold."""

import re

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.models import Claim, GradingReport, Item
from inventory.selectors.stone import STONE
from omni.lib import kept
from omni.lib.clock import now
from tests.cast import a_browser
from tests.stock import TEST, a_place, a_setting, a_stone


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
        assert "See the diamonds" in response.content.decode()


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
    assert 'href="/diamonds/TD-1/"' not in page


def test_settings_that_take_it_come_by_themselves(piece, sydney, client):
    a_setting(at=sydney.locations.get())

    assert 'hx-get="/diamonds/TD-1/rings/"' in page_of(piece)
    rings = client.get("/diamonds/TD-1/rings/").content.decode()
    assert "This stone in a ring" in rings
    assert "/stones/drawing/ring-" in rings


def test_a_stone_that_no_setting_takes_shows_none(piece, client):
    assert client.get("/diamonds/TD-1/rings/").content.decode().strip() == ""


def test_its_drawing_from_the_side_comes_by_itself(piece, client):
    assert 'hx-get="/diamonds/TD-1/profile/"' in page_of(piece)
    side = client.get("/diamonds/TD-1/profile/").content.decode()
    assert side.startswith("<svg")
    assert "40.8°" in side


def test_what_follows_a_page_is_as_unknown_as_the_page(client, db):
    for part in ("rings", "profile", "similar"):
        assert client.get(f"/diamonds/NOPE-1/{part}/").status_code == 404


@pytest.mark.parametrize("sku", ["A B", "Ünï", "5%&x", "<i>'\"", "%(sku)s%s"])
def test_any_stock_number_is_written_as_it_is(piece, sku):
    Item.objects.filter(pk=piece.pk).update(sku=sku)

    page = a_browser().get(reverse("storefront:stone", args=[sku])).content.decode()

    assert f'data-sku="{escape(sku)}"' in page
    assert f'href="{escape(reverse("storefront:reserve", args=[sku]))}"' in page


def test_a_link_to_it_shows_what_it_is(piece):
    page = page_of(piece)

    assert '<meta property="og:title" content="1.52 ct round, $21,480">' in page
    assert re.search(r'<link rel="canonical" href="http[^"]+/diamonds/TD-1/">', page)


def queries_of(item: Item, browser) -> list[str]:
    """Once the process knows the stores and the brand, which it asks for every minute."""
    with time_machine.travel(now(), tick=False):  # or a minute ends in between, now and then
        page_of(item, browser)
        with CaptureQueriesContext(connection) as made:
            page_of(item, browser)
    return [query["sql"] for query in made]


def test_costs_a_stranger_one_query_and_changes_no_row(piece):
    asked = queries_of(piece, a_browser())

    assert len(asked) == 1
    assert asked[0].startswith(f"EXECUTE {STONE.statement.name}")


def test_costs_somebody_we_know_four(piece, priya):
    """Besides: her session, her shortlist, what she holds of it."""
    assert len(queries_of(piece, a_browser(priya))) <= 4


def test_says_the_change_of_a_moment_ago(piece):
    """Nothing of it is kept from the visit before."""
    before = page_of(piece)
    Item.objects.filter(pk=piece.pk).update(price="19990")
    claim_stock(
        lines=[ClaimLine(piece.pk)], purpose="order", holder="order:x", expires_at=None, actor=TEST
    )

    after = page_of(piece)

    assert "$21,480" in before
    assert "$21,480" not in after
    assert "$19,990" in after
    assert '<article class="piece" data-kind="hold"' in after


def test_says_nothing_of_hers_to_the_next_visitor(piece, priya, zoe):
    """The heart she gave, her token and her key are in her page alone."""
    hers = a_browser(priya)
    key = "018f2f57-1111-7abc-8def-000000000003"
    hers.post("/shortlist/add/", {"sku": "TD-1", "client_key": key})

    page = page_of(piece, hers)
    other = page_of(piece, a_browser(zoe))
    stranger = page_of(piece)

    assert "On your shortlist" in page
    for face in (other, stranger):
        assert "On your shortlist" not in face
        for name in ("client_key", "csrfmiddlewaretoken"):
            mine, theirs = (
                re.search(rf'name="{name}" value="([^"]+)"', one) for one in (page, face)
            )
            assert mine[1] != theirs[1]
    assert "Your account" in other
    assert "Your account" not in stranger


def test_has_every_asset_it_names_and_nothing_inline(piece):
    page = page_of(piece)

    for path in re.findall(r'(?:href|src)="/static/([^"#?]+)', page):
        assert finders.find(path), path
    assert " style=" not in page
    assert "<script>" not in page
    for name in re.findall(r'src="(/stones/drawing/[^"]+)"', page):
        assert a_browser().get(name).status_code == 200


def test_what_is_close_can_be_asked_of_one_city_today(client, db):
    shown = a_stone(sku="S-1")
    a_stone(sku="S-2", price="21000")
    a_stone(sku="S-3", price="22000", at=a_place("melbourne"))
    address = f"/diamonds/{shown.sku}/similar/"

    anywhere = client.get(address).content.decode()
    there = client.get(address, {"place": "melbourne"}).content.decode()
    unknown = client.get(address, {"place": "<b>"}).content.decode()

    assert "/diamonds/S-2/" in anywhere
    assert "/diamonds/S-3/" in anywhere
    assert "/diamonds/S-2/" not in there
    assert "/diamonds/S-3/" in there
    assert "<b>" not in unknown
    assert "/diamonds/S-2/" in unknown
    a_place("perth")
    kept.forget()
    empty = client.get(address, {"place": "perth"}).content.decode()
    assert "Nothing this close is in Perth today." in empty
    assert "/diamonds/?shape=round&amp;place=perth" in empty
