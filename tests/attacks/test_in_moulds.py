"""A hostile text in any field that a page is filled with stays a text, on the page and in parts."""

import uuid

import pytest
from django.test import Client

from inventory.models import Item, Product, Stone, StoneMedia
from staff.models import Store
from tests.admin.conftest import ada, office  # noqa: F401
from tests.cast import a_browser
from tests.kept import kept
from tests.stock import a_jewel, a_stone

pytestmark = pytest.mark.django_db
HOSTILE, RAW = "\"><img src=x onerror=1>'&%s", "<img src=x"
HIS = 'x"><u>'  # as a stock number


@pytest.fixture
def stone(sydney) -> Item:
    item = a_stone(sku=f"TD-{HIS}", at=sydney.locations.get(), source_cut=HOSTILE[:20])
    kept(item)
    Item.objects.filter(pk=item.pk).update(title=HOSTILE)
    Store.objects.update(name=HOSTILE, city=HOSTILE[:40])
    item.refresh_from_db()
    return item


@pytest.fixture
def jewel(stone, sydney) -> Item:
    item = a_jewel(metal=HOSTILE, length=HOSTILE, at=sydney.locations.get())
    Product.objects.filter(pk=item.product_id).update(name=HOSTILE, description=HOSTILE)
    Item.objects.filter(pk=item.pk).update(title=HOSTILE)
    return item


def clean(answer) -> str:
    html = answer.content.decode()
    assert answer.status_code in (200, 302, 422), answer.status_code
    assert RAW not in html
    assert HIS not in html
    return html


def look(browser: Client, *pages: str) -> None:
    """Told twice: a first time it is made, a second time it may be kept."""
    for page in pages:
        for _ in range(2):
            answer = browser.get(page, follow=True)
            assert answer.status_code == 200, page
            clean(answer)


def test_in_what_customers_see(stone, jewel, priya):
    priya.name = HOSTILE[:80]
    priya.save()
    hers, stranger, sku = a_browser(customer=priya), a_browser(), stone.sku.replace('"', "%22")
    for item in (stone, jewel):
        hers.post("/shortlist/add/", {"sku": item.sku, "client_key": uuid.uuid4()})

    for browser in (stranger, hers):
        look(
            browser, "/", "/diamonds/", f"/diamonds/{sku}/", f"/diamonds/{sku}/similar/",
            f"/diamonds/{sku}/reserve/", f"/buy/{sku}/", f"/buy/{jewel.sku}/", "/shortlist/",
            "/jewellery/", f"/jewellery/{jewel.product.slug}/", f"/jewellery/{jewel.sku}/reserve/",
            f"/find/?q={jewel.sku}", f"/compare/?sku={sku}", "/stores/", "/stores/sydney/",
        )  # fmt: skip


def test_in_what_she_sent_and_sees_again(stone):
    sent = dict.fromkeys(("name", "email", "how", "street", "town", "card", "shown"), HOSTILE)
    sku = stone.sku.replace('"', "%22")

    answer = a_browser().post(f"/buy/{sku}/", sent | {"client_key": HOSTILE})

    assert "&lt;img src=x" in clean(answer)


def test_in_what_colleagues_see(stone, jewel, ana):
    browser, sku = a_browser(user=ana), stone.sku.replace('"', "%22")
    media = StoneMedia.objects.get().pk
    form = {"media": media, "why": HOSTILE, "client_key": uuid.uuid4()}
    clean(browser.post(f"/floor/sydney/pieces/{sku}/take-down/", form))

    look(
        browser, f"/floor/sydney/pieces/{sku}/", f"/floor/sydney/stock/?q={jewel.sku}",
        f"/floor/sydney/?sale={sku},{jewel.sku}",
    )  # fmt: skip
    sale = dict.fromkeys(("reference", "given", "card_amount", "pay", "how"), HOSTILE)
    sale |= {"item": str(jewel.public_id), "shown": "690.00", "client_key": uuid.uuid4()}
    for headers in ({}, {"hx-request": "true", "hx-target": "sale"}):
        clean(browser.post("/floor/sydney/sell/", sale, headers=headers))


def test_in_what_the_admin_says(stone, jewel, office):  # noqa: F811
    media = StoneMedia.objects.get().pk
    office.post(f"/admin/inventory/stonemedia/{media}/take-down/", {"why": HOSTILE})

    assert Stone.objects.get().source_cut
    look(
        office, f"/admin/inventory/stonemedia/{media}/change/", "/admin/inventory/stonemedia/",
        f"/admin/inventory/stonemedia/{media}/history/",
    )  # fmt: skip
