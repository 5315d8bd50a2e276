"""The list and the stone's page as people meet them: filters at once, news in place, phones."""

import pytest
from playwright.sync_api import Page, expect

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.models import Item
from tests.browsing import PATIENCE, cut_off, ready
from tests.hurry import hurried, later
from tests.stock import TEST, a_stone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(chromium, live_server):
    """A phone on the running shop; fails when a script threw."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, base_url=live_server.url)
    wrong, shown = [], context.new_page()
    shown.set_default_timeout(PATIENCE)
    shown.on("pageerror", lambda error: wrong.append(str(error)))
    yield shown
    context.close()
    assert wrong == []


@pytest.fixture
def tray(live_server) -> list[Item]:
    return [
        a_stone(sku="A", price="5000", carat="0.70", colour=1),
        a_stone(sku="B", price="21480", carat="1.52", colour=2),
    ]


def sell(item: Item) -> None:
    claims = claim_stock(
        lines=[ClaimLine(item.pk)], purpose="order", holder="order:x", expires_at=None, actor=TEST
    )
    consume_claims(claims=[claim.public_id for claim in claims], cause="order:x", actor=TEST)


def wide(page: Page) -> Page:
    page.set_viewport_size({"width": 1440, "height": 900})
    return page


def test_a_filter_applies_at_once_and_only_the_list_is_renewed(page, tray):
    wide(page).goto("/diamonds/")
    page.evaluate("window.stayed = true")

    page.get_by_label("E", exact=True).check()

    page.wait_for_url("**/diamonds/?colour=E")
    assert page.locator("#count").inner_text() == "1 stone matches"
    assert page.locator("#summary-colour").inner_text() == "E"
    assert page.locator("#announce").inner_text() == "1 stone matches"
    assert page.locator(".stones .stone").count() == 1
    assert page.evaluate("window.stayed")


def test_the_numbers_and_bars_of_the_filters_follow_the_list(page, tray):
    a_stone(sku="C", price="900", carat="0.30", colour=2, shape=2)
    wide(page).goto("/diamonds/")
    number, bars = page.locator("[data-count='shape:oval']"), page.locator("[data-bars=price] rect")
    tall = "all => all.filter(bar => bar.getAttribute('height') > 0).length"
    assert (number.inner_text(), bars.evaluate_all(tall)) == ("1", 3)

    page.get_by_label("D", exact=True).check()

    page.wait_for_url("**/diamonds/?colour=D")
    expect(number).to_have_text("0")
    assert page.locator("[data-count='colour:E']").inner_text() == "2"
    assert bars.evaluate_all(tall) == 1


def test_taking_a_chip_off_opens_its_filter_again(page, tray):
    wide(page).goto("/diamonds/?colour=E")

    page.get_by_label("Remove E").click()

    page.wait_for_url("**/diamonds/")
    assert page.locator(".stones .stone").count() == 2
    assert not page.get_by_label("E", exact=True).is_checked()


def test_when_the_list_cannot_be_fetched_the_old_one_stays_with_a_way_to_retry(page, tray):
    wide(page).goto("/diamonds/")
    page.route("**/diamonds/?*", lambda route: route.abort())
    page.get_by_label("E", exact=True).check()

    page.get_by_role("button", name="Try again").wait_for()
    assert page.locator(".stones .stone").count() == 2

    page.unroute("**/diamonds/?*")
    page.get_by_role("button", name="Try again").click()
    page.wait_for_url("**/diamonds/?*colour=E*")
    assert page.locator(".stones .stone").count() == 1


def test_a_stone_that_sells_turns_to_line_where_it_stands(page, tray):
    hurried(page).goto("/diamonds/")
    card = page.locator(".stones .stone", has=page.locator('a[href="/diamonds/B/"]'))

    sell(tray[1])

    later(page)
    card.get_by_text("Just sold").wait_for()
    assert "sold" in card.get_attribute("class").split()
    assert "/line-" in card.locator("img").get_attribute("src")
    assert card.get_by_text("See similar").is_visible()


def test_the_page_of_a_stone_that_sells_loses_its_ways_to_buy(page, tray):
    hurried(page).goto("/diamonds/B/")
    assert page.locator(".stick").get_by_text("Reserve and collect").is_visible()

    sell(tray[1])

    later(page)
    page.locator('.piece[data-kind="gone"]').wait_for()
    assert not page.get_by_text("Reserve and collect").first.is_visible()
    assert page.locator("stone-viewer[sold]").count() == 1
    assert page.get_by_text("This one has found its home.").is_visible()


def test_on_a_phone_the_filters_are_a_sheet_that_gives_the_focus_back(page, tray):
    page.goto("/diamonds/")
    opener = page.get_by_role("link", name="Filters")

    opener.click()
    page.get_by_label("E", exact=True).check()
    page.get_by_role("button", name="Show 1 stone").click()

    assert page.locator("dialog#filters[open]").count() == 0
    assert page.locator("#count").inner_text() == "1 stone matches"


@pytest.mark.parametrize("path", ["/diamonds/", "/diamonds/B/", "/diamonds/B/reserve/", "/stores/"])
def test_nothing_runs_over_the_side(page, tray, path):
    page.goto(path)

    for width in (390, 1180, 1440):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_each_heart_of_a_list_is_tapped_by_itself_and_again(page, tray):
    wide(page).goto("/diamonds/")
    page.evaluate("window.stayed = true")

    for sku in ("A", "B"):
        card = page.locator(".stone", has=page.locator(f"a[href='/diamonds/{sku}/']"))
        card.get_by_label("Add to shortlist").click()
        expect(card.get_by_label("On your shortlist")).to_be_visible()
    page.locator("#shortlist-count", has_text="2").wait_for()
    page.get_by_label("E", exact=True).check()  # the list is made anew
    page.wait_for_url("**/diamonds/?colour=E")
    ready(page).get_by_label("On your shortlist").click()
    page.get_by_label("Add to shortlist").wait_for()

    page.locator("#shortlist-count", has_text="1").wait_for()
    assert page.evaluate("window.stayed")


def test_a_heart_works_without_scripts(chromium, live_server, tray):
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url)
    shown = context.new_page()
    shown.goto("/diamonds/")

    shown.locator("button[name=sku][value=A]").click()

    expect(shown.locator("button[name=sku][value=A]")).to_have_attribute("aria-pressed", "true")
    context.close()


def test_a_heart_asks_nothing_while_offline(page, tray):
    wide(page).goto("/diamonds/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    cut_off(page)

    page.get_by_label("Add to shortlist").first.click(force=True)
    page.wait_for_timeout(300)

    assert not [url for url in asked if "shortlist" in url]
