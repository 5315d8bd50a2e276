"""The admin and the page of the API under our content policy: no complaint, nothing too wide."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.models import Claim, Item
from staff.models import Role
from tests.browsing import PATIENCE
from tests.cast import a_browser, a_store, a_user
from tests.stock import TEST, a_stone

pytestmark = pytest.mark.django_db(transaction=True)

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def page(chromium, live_server):
    """Ada's screen; fails when a script threw or a page broke our policy."""
    ada = a_user("Ada Okafor", Role.ADMINISTRATOR, None)
    ada.is_staff = ada.is_superuser = True
    ada.save()
    cookie = a_browser(user=ada).cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(
        viewport={"width": 1180, "height": 820}, base_url=live_server.url
    )
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    wrong, shown = [], context.new_page()
    shown.set_default_timeout(PATIENCE)
    shown.on("pageerror", lambda error: wrong.append(str(error)))
    shown.on(
        "console",
        lambda said: wrong.append(said.text) if "Content Security" in said.text else None,
    )
    yield shown
    context.close()
    assert wrong == []


@pytest.fixture
def piece(live_server) -> Item:
    a_store("sydney")
    item = a_stone()
    claim_stock(
        lines=[ClaimLine(item.pk)], purpose="order", holder="order:x", expires_at=None, actor=TEST
    )
    return item


def pages(piece: Item) -> list[str]:
    store, claim = piece.records.get().location.store, Claim.objects.get()
    return [
        "/admin/",
        reverse("admin:inventory_item_changelist"),
        reverse("admin:inventory_item_change", args=[piece.pk]),
        reverse("admin:inventory_claim_change", args=[claim.pk]),
        reverse("admin:inventory_stockmovement_changelist"),
        reverse("admin:staff_store_change", args=[store.pk]),
        reverse("admin:staff_user_changelist"),
        reverse("admin:staff_user_add"),
        reverse("admin:staff_shift_add"),
        reverse("admin:staff_apiclient_add"),
        reverse("admin:password_change"),
    ]


def test_every_kind_of_page_keeps_to_our_policy(page, piece):
    for address in pages(piece):
        answer = page.goto(address)

        assert answer.status == 200, address
        assert "unsafe" not in answer.headers["content-security-policy"]
        page.wait_for_load_state("load")


@pytest.mark.parametrize("width", [390, 1180, 1440])
def test_pages_fit_every_width(page, piece, width):
    page.set_viewport_size({"width": width, "height": 900})
    wide = []
    for address in pages(piece):
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(address)

    assert wide == []


def test_what_we_coloured_can_be_read(page, piece):
    page.goto(reverse("admin:inventory_item_change", args=[piece.pk]))

    ground = page.locator("#header").evaluate("e => getComputedStyle(e).backgroundColor")
    name = page.locator("#site-name a").evaluate("e => getComputedStyle(e).color")

    assert (ground, name) == ("rgb(6, 12, 18)", "rgb(255, 255, 255)")


def test_a_price_is_changed_as_people_do_it(page, piece):
    page.goto(reverse("admin:inventory_item_change", args=[piece.pk]))

    page.get_by_role("spinbutton", name="Price").fill("19990")
    page.get_by_role("button", name="Save", exact=True).click()

    page.wait_for_url("**/admin/inventory/item/")
    assert page.locator("#result_list").inner_text().count("19990.00") == 1
    assert Item.objects.get(pk=piece.pk).price == 19_990


def test_the_page_of_the_api_is_drawn_under_our_policy(page, live_server):
    page.goto("/api/v1/docs/")

    page.get_by_text("hold_pieces").or_(page.locator(".opblock")).first.wait_for()

    described = page.request.get("/api/v1/schema/?format=json").json()["paths"]
    operations = sum(method in METHODS for path in described.values() for method in path)
    expect(page.locator(".opblock")).to_have_count(operations)
    assert operations > 30
    assert page.evaluate("document.documentElement.scrollWidth") <= 1180


def test_a_button_of_ours_is_as_high_as_everywhere(page, piece):
    page.goto(reverse("admin:inventory_import_bring"))

    assert page.locator(".btn").first.evaluate("one => one.offsetHeight") == 48
