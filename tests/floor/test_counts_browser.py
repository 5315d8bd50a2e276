"""Counting with a scanner that types, without a connection for a while, and without scripts."""

import pytest
from playwright.sync_api import expect

from inventory.actions.open_count import open_count
from inventory.models import CountScan, Location, StockCount
from tests.browsing import cut_off
from tests.floor.conftest import PHONE, looks
from tests.hurry import hurried, later
from tests.stock import TEST, a_place, a_setting, a_stone

pytestmark = pytest.mark.django_db(transaction=True)


def opened() -> StockCount:
    return open_count(
        location=Location.objects.get(code="sydney"), note="Window tray, before opening", actor=TEST
    )


def types(page, *codes) -> None:
    """As a scanner on the keyboard does: the code and Enter, at once, where the page listens."""
    expect(page.get_by_label("Tag, stock number")).to_be_focused()
    for code in codes:
        page.keyboard.insert_text(code)
        page.keyboard.press("Enter")


def test_scans_are_heard_and_totals_run(floor, marcus):
    stones = [a_stone() for _ in range(4)]
    far = a_stone(at=a_place("perth"))
    setting = a_setting(pieces=3)
    page = floor.browser(user=marcus)
    page.goto("/floor/sydney/counts/")
    looks(page, "counts")
    page.get_by_label("Note").fill("Window tray")
    page.get_by_role("button", name="Begin counting").click()
    page.wait_for_url("**/counts/*-*/")

    types(page, stones[0].sku, stones[1].sku, stones[1].sku, far.sku, "4006381333931")

    expect(page.locator("#count-heard")).to_contain_text("Nothing of ours")
    expect(page.locator(".count-figures dd").first).to_have_text("2")
    assert CountScan.objects.count() == 4
    page.get_by_label("How many").fill("2")
    page.get_by_label("Tag, stock number").fill(setting.sku)
    page.keyboard.press("Enter")
    expect(page.locator("#count-heard")).to_have_text(
        f"Found 2 of 3: {setting.title}, {setting.sku}"
    )
    expect(page.locator(".count-figures dd").first).to_have_text("4")
    looks(page, "count")
    page.get_by_role("button", name="Close the count").click()
    expect(page.locator(".pill").first).to_contain_text("Closed")
    looks(page, "count-closed")


def test_what_is_scanned_without_a_connection_is_sent_when_it_is_back(floor, marcus):
    stones = [a_stone() for _ in range(3)]
    count = opened()
    page = floor.browser(PHONE, user=marcus)
    page.goto(f"/floor/sydney/counts/{count.public_id}/")
    cut_off(page)

    types(page, *(stone.sku for stone in stones))

    expect(page.locator("#count-waiting li")).to_have_count(3)
    expect(page.get_by_role("button", name="Close the count")).to_be_disabled()
    assert not CountScan.objects.exists()
    page.context.set_offline(False)

    expect(page.locator(".count-figures dd").first).to_have_text("3")
    expect(page.locator("#count-waiting")).to_be_hidden()
    assert CountScan.objects.count() == 3


def test_an_answer_that_got_lost_is_asked_for_again_and_counts_once(floor, marcus):
    setting = a_setting(pieces=3)
    count = opened()
    page = floor.browser(user=marcus)
    page.goto(f"/floor/sydney/counts/{count.public_id}/")
    lost = []

    def lose(route):
        if lost:
            route.continue_()
            return
        lost.append(route.fetch())  # the shop has heard it
        route.abort()

    page.route("**/scan/", lose)
    types(page, setting.sku)

    expect(page.locator("#count-heard")).to_contain_text("Found 1 of 3")
    assert lost
    assert CountScan.objects.get().quantity == 1


def test_a_scan_that_is_refused_says_why_and_holds_nothing_up(floor, marcus):
    stone = a_stone()
    count = opened()
    page = floor.browser(user=marcus)
    page.goto(f"/floor/sydney/counts/{count.public_id}/")
    page.get_by_label("How many").fill("2")
    page.get_by_label("Tag, stock number").fill(stone.sku)
    page.keyboard.press("Enter")

    expect(page.locator("#count-waiting")).to_contain_text("one of a kind")
    types(page, stone.sku)
    expect(page.locator("#count-heard")).to_contain_text("Found")
    page.get_by_role("button", name="Leave it out").click()
    expect(page.locator("#count-waiting")).to_be_hidden()


def test_without_scripts_a_count_is_typed(floor, marcus):
    stone = a_stone()
    page = floor.browser(PHONE, scripts=False, user=marcus)
    page.goto("/floor/sydney/counts/")
    page.get_by_role("button", name="Begin counting").click()
    page.get_by_label("Tag, stock number").fill(stone.sku)
    page.get_by_role("button", name="Count it").click()

    expect(page.locator(".count-figures dd").first).to_have_text("1")
    page.get_by_role("button", name="Take back").click()
    expect(page.locator(".count-figures dd").first).to_have_text("0")
    page.get_by_role("button", name="Close the count").click()

    expect(page.locator(".pill").first).to_contain_text("Closed")
    assert StockCount.objects.get().state == "closed"


def test_two_who_count_one_place_see_each_others_scans(floor, marcus, ana):
    stone = a_stone()
    count = opened()
    his, hers = floor.browser(user=marcus), floor.browser(PHONE, user=ana)
    for page in (his, hers):
        hurried(page).goto(f"/floor/sydney/counts/{count.public_id}/")

    types(his, stone.sku)

    expect(his.locator(".count-figures dd").first).to_have_text("1")
    later(hers)
    expect(hers.locator(".count-figures dd").first).to_have_text("1")
    his.get_by_role("button", name="Close the count").click()
    expect(his.locator(".pill").first).to_contain_text("Closed")
    later(hers)
    expect(hers.locator(".pill").first).to_contain_text("Closed")
