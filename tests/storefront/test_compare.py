"""A few stones beside each other: what differs stands out, what isn't ours isn't there."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inventory.models import Item
from tests.cast import a_browser
from tests.stock import a_stone

ADDRESS = "/compare/"


@pytest.fixture
def tray(db) -> list[Item]:
    return [
        a_stone(sku="A", price="5000", carat="0.70", colour=1),
        a_stone(sku="B", price="21480", carat="1.52", colour=2),
        a_stone(sku="C", price="9000", carat="1.01", colour=2),
        a_stone(sku="D", price="9100", carat="1.02", colour=2),
        a_stone(sku="E", price="9200", carat="1.03", colour=2),
    ]


def page(client, *skus: str) -> str:
    response = client.get(ADDRESS, {"sku": skus})
    assert response.status_code == 200
    return response.content.decode()


def row(html: str, label: str) -> tuple[bool, list[str]]:
    """Whether it stands out, and what the stones say in it."""
    found = re.search(rf'<tr( class="differs")?><th scope="row">{label}</th>(.*?)</tr>', html)
    return bool(found[1]), re.findall(r"<td>(.*?)</td>", found[2])


def test_they_stand_in_the_order_named_with_what_tells_them_apart(client, tray):
    html = page(client, "B", "C")

    assert row(html, "Price") == (True, ["$21,480", "$9,000"])
    assert row(html, "Price per carat") == (True, ["$14,132", "$8,911"])
    assert row(html, "Colour") == (False, ["E", "E"])
    assert row(html, "Measurements")[0] is False


def test_each_can_be_taken_off_and_the_last_one_stays(client, tray):
    assert 'href="/compare/?sku=C"' in page(client, "B", "C")
    assert "Take off" not in page(client, "B")


def test_at_most_four_and_only_what_customers_may_see(client, tray):
    Item.objects.filter(sku="A").update(is_listed=False)

    html = page(client, "A", "B", "nonsense", "B", "\x00")
    assert len(row(html, "Carat")[1]) == 1
    assert "aren’t here" in html
    assert len(row(page(client, "B", "C", "D", "E", "A"), "Carat")[1]) == 4


def test_nothing_to_compare_says_how_to_begin(client, db):
    assert "Nothing to compare." in page(client)
    assert "Nothing to compare." in page(client, "<script>")


def test_costs_a_few_queries(client, tray):
    page(client, "A", "B")
    with CaptureQueriesContext(connection) as queries:
        page(client, "A", "B", "C")
    assert len(queries) <= 4


def test_the_shortlist_leads_here(tray):
    browser = a_browser()
    browser.get("/shortlist/")
    for sku in ("A", "B"):
        browser.post("/shortlist/add/", {"sku": sku, "client_key": str(uuid4())})

    html = browser.get("/shortlist/").content.decode()

    assert 'href="/compare/?sku=B&amp;sku=A"' in html
