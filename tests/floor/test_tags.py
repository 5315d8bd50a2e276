"""Tags for a tray: a code that a customer's phone opens as the live page, and our look-up as it."""

import re

import pytest
from django.conf import settings
from django.db import connection

from inventory.models import GradingReport, Item, Location, Stone
from inventory.selectors.lookup import pieces_named
from inventory.selectors.tags import item_by_code, numbered, stock_number
from omni.floor.tags import MOST, address_of, stock_numbers
from tests.cast import a_browser
from tests.stock import a_place, a_setting, a_stone

pytestmark = pytest.mark.django_db


def sheet(user, **asked) -> str:
    answer = a_browser(user=user).get("/floor/sydney/tags/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def tagged(html: str) -> list[str]:
    return re.findall(r'class="tag-sku">([^<]+)<', html)


def test_every_piece_of_a_place_has_its_tag(marcus, sydney):
    tray = Location.objects.create(code="tray", name="Tray", kind="store", store=sydney)
    inside = [a_stone(at=tray), a_setting(at=tray)]
    GradingReport.objects.create(stone=inside[0].stone, lab="GIA", number="2141438171")
    a_stone()

    html = sheet(marcus, place="tray")

    assert sorted(tagged(html)) == sorted(item.sku for item in inside)
    assert "GIA 2141438171" in html
    assert html.count('class="qr"') == 2
    demo = GradingReport(lab="DEMO", number="DEMO-024000", is_demo=True)
    assert str(demo) == "DEMO-024000"
    assert "$21,480" not in html
    assert "$21,480" in sheet(marcus, place="tray", price="on")


def test_numbers_are_taken_in_their_order_and_unknown_ones_named(marcus, sydney):
    first, second = a_stone(sku="TD-2"), a_stone(sku="TD-1")

    html = sheet(marcus, skus=f"{first.sku.lower()}, {second.sku}\nNO-1 <b> {first.sku}")

    assert tagged(html) == ["TD-2", "TD-1"]
    assert "Not known: NO-1, &lt;B&gt;" in html


def test_a_code_leads_to_the_live_page_and_is_known_in_the_look_up(marcus, sydney):
    stone, setting = a_stone(sku="TD 1"), a_setting()

    for item in (stone, setting):
        address = address_of(item)
        assert address.startswith(settings.PUBLIC_URL)
        page = a_browser().get(address.removeprefix(settings.PUBLIC_URL), follow=True)
        assert page.status_code == 200
        found = a_browser(user=marcus).get("/floor/sydney/stock/", {"q": address})
        assert [one.item.pk for one in found.context["found"].pieces] == [item.pk]
        assert item_by_code(address) == item


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        (" TD-1 ", "TD-1"),
        ("https://x.example/diamonds/TD-1/", "TD-1"),
        ("https://x.example/pieces/A%20B/?from=tag", "A B"),
        ("https://x.example/rings/made/R-1/", "R-1"),
        ("https://x.example/orders/TD-1/", "https://x.example/orders/TD-1/"),
        ("https://x.example/pieces/TD%00/", "https://x.example/pieces/TD%00/"),
        ("", ""),
    ],
)
def test_reads_the_number_in_a_tags_address(code, meant):
    assert stock_number(code) == meant


@pytest.mark.parametrize("code", ["/pieces/T1%00/", "https://x.example/diamonds/T1%0A"])
def test_a_code_of_letters_that_nobody_can_print_is_nothing_of_ours(marcus, sydney, code):
    assert item_by_code(code) is None
    assert a_browser().get("/find/", {"q": code}).status_code == 200
    assert a_browser(user=marcus).get("/floor/sydney/stock/", {"q": code}).status_code == 200


def test_a_code_is_looked_for_by_indexes_alone(sydney):
    stone = a_stone(sku="TD-1")
    GradingReport.objects.create(stone=stone.stone, lab="GIA", number="2141438171")
    setting = a_setting()
    Item.objects.filter(pk=setting.pk).update(gtin="9300000000017")

    for code, item in (("td-1", stone), ("2141 438 171", stone), ("9300000000017", setting)):
        assert item_by_code(code) == item
        assert pieces_named(code)[0] == item
    assert [one.pk for one in pieces_named("TD-")] == [stone.pk]
    among_thousands(stone)
    plan = numbered("2141438171").explain()
    assert "Seq Scan" not in plan
    assert "Filter" not in plan
    assert pieces_named(setting.title[:8])[0].pk == setting.pk


def among_thousands(stone: Item) -> None:
    """So many others that PostgreSQL has to choose well, and knows it."""
    others = Item.objects.bulk_create(
        Item(product_id=stone.product_id, sku=f"Q{n}", title="Other", price=1, gtin=f"{n:013}")
        for n in range(3000)
    )
    like = {field.attname: getattr(stone.stone, field.attname) for field in Stone._meta.fields}
    stones = Stone.objects.bulk_create(Stone(**like | {"item_id": one.pk}) for one in others)
    GradingReport.objects.bulk_create(
        GradingReport(stone=one, lab="GIA", number=str(one.pk)) for one in stones
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE inventory_item, inventory_stone, inventory_gradingreport")


def test_a_piece_that_customers_may_not_see_opens_nothing(sydney):
    hidden = a_setting()
    hidden.is_listed = False
    hidden.save()

    for sku in (hidden.sku, "NOPE", "%00"):
        assert a_browser().get(f"/pieces/{sku}/").status_code == 404


def test_another_stores_tray_is_not_there(marcus, melbourne):
    a_stone(at=a_place("melbourne"))

    assert a_browser(user=marcus).get("/floor/sydney/tags/?place=melbourne").status_code == 404


def test_as_many_as_fit_ten_sheets():
    numbers = stock_numbers(" ".join(f"A-{n}" for n in range(1000)) + " " + "x" * 41)

    assert len(numbers) == MOST
    assert stock_numbers("a\x00b ;; ,") == []


def test_queries_dont_grow_with_the_sheet(marcus, sydney, django_assert_max_num_queries):
    for _ in range(9):
        a_stone()
    browser = a_browser(user=marcus)
    browser.get("/floor/sydney/tags/?place=sydney")

    with django_assert_max_num_queries(12):
        browser.get("/floor/sydney/tags/?place=sydney")
