"""A list from the floor to her telephone and back; and what she asked to be told arrives there."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from customers.models import Customer, Interaction, SelectionLook
from customers.tasks import sweep_searches, sweep_watches
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.actions.release import release_claims
from inventory.models import GradingReport, Item
from omni.lib.clock import now
from tests.browsing import PATIENCE
from tests.chat.scenes import on_shift
from tests.floor.conftest import IPAD, PHONE, looks
from tests.handset import deliver_all
from tests.hurry import hurried, later
from tests.stock import TEST, a_stone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _links_lead_here(floor, monkeypatch):
    monkeypatch.setattr(settings, "PUBLIC_URL", floor.url)


@pytest.fixture
def tray(stone) -> list[Item]:
    GradingReport.objects.create(
        stone=stone.stone, lab="GIA", number="2141438171", verify_url="https://lab.example/1"
    )
    grades = [
        {"shape": 2, "carat": "1.21", "colour": 4, "length": "8.10", "width": "5.90"},
        {"shape": 5, "carat": "2.02", "colour": 6, "length": "8.20", "width": "6.01"},
    ]
    return [stone, *(a_stone(price=f"{9 + n}900", depth="3.8", **g) for n, g in enumerate(grades))]


def where_it_is_noon() -> str:
    ahead = 12 - now().hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "UTC"


def telephone(page: Page, customer: Customer) -> Page:
    """What has arrived on her built-in telephone."""
    deliver_all()
    page.goto(
        f"/demo/handset/?to={customer.identities.get(kind='phone').value.replace('+', '%2B')}"
    )
    return page


def seen(**what) -> int:
    look = SelectionLook.objects.filter(**what).first()
    return look.times if look else 0


def soon(page: Page, asked) -> None:
    """The beacon is on its way."""
    for _ in range(PATIENCE // 100):
        if asked():
            return
        page.wait_for_timeout(100)
    raise AssertionError("nothing was counted")


def test_a_list_is_sent_opened_clicked_asked_about_and_withdrawn(floor, marcus, hana, priya, tray):
    on_shift(hana)
    ipad, phone = floor.browser(IPAD, user=marcus), hurried(floor.browser(PHONE))

    # Marcus looks pieces up for Priya and puts them on a list.
    for item in tray:
        ipad.goto(f"/floor/sydney/stock/?q={item.sku}&client={priya.public_id}")
        ipad.get_by_role("button", name="On a list for Priya").click()
        ipad.wait_for_url("**/lists/*/")
    ipad.get_by_label("What it is called").fill("Three for Saturday")
    ipad.get_by_label("What you say of the 1.52 ct round").fill("The whitest of the three.")
    ipad.get_by_role("button", name="Move the 1.52 ct round down").click()
    expect(ipad.locator(".list-pieces li").first).to_contain_text("1.21 ct oval")
    ipad.get_by_role("button", name="Send the link").first.click()
    expect(ipad.get_by_role("status").get_by_text("It’s on its way.")).to_be_visible()
    looks(ipad, "sent")
    ipad.set_viewport_size({"width": IPAD[0], "height": IPAD[1]})
    expect(ipad.locator(".list-sent")).to_contain_text("Not opened yet")
    own = ipad.url

    # She opens it from her telephone. A previewer that fetched it before has counted nothing.
    telephone(phone, priya)
    link = phone.locator(".handset-phone a").last.get_attribute("href")
    assert phone.request.get(link).ok
    assert not SelectionLook.objects.exists()
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Three for Saturday")
    soon(phone, lambda: seen(what="opened"))
    looks(phone, "list")

    # One of them sells while she looks.
    claims = claim_stock(
        lines=[ClaimLine(tray[2].pk)], purpose="order", holder="order:x", expires_at=None,
        actor=TEST,
    )  # fmt: skip
    consume_claims(claims=[c.public_id for c in claims], cause="order:x", actor=TEST)
    later(phone)
    pick = phone.locator(".pick", has_text="2.02 ct emerald")
    expect(pick).to_contain_text("Just sold")
    expect(pick).to_have_class(re.compile("sold"))
    assert "/line-" in pick.locator("img").get_attribute("src")

    # She looks at one, and asks about another.
    phone.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    phone.locator(".pick", has_text="1.21 ct oval").get_by_role("link", name="Look at it").click()
    phone.wait_for_url("**/diamonds/*/")
    soon(phone, lambda: seen(what="page", item=tray[1]))
    phone.go_back()
    round_one = phone.locator(".pick", has_text="1.52 ct round")
    round_one.get_by_role("link", name="Ask about this stone").click()
    expect(phone.locator(".dock [data-note]")).to_contain_text("Three for Saturday")
    phone.locator("[data-reply]").fill("Is it eye clean?")
    phone.locator("[data-reply]").press("Enter")
    expect(phone.locator(".dock .message.me").last).to_have_text("Is it eye clean?")
    soon(phone, lambda: seen(what="asked", item=tray[0]))

    # The desk knows the list, whom it was sent to, and the stone; Marcus sees what she did.
    desk = floor.browser(user=hana)
    desk.goto("/desk/")
    desk.get_by_text("Is it eye clean?").first.click()
    context = desk.locator("#context")
    expect(context).to_contain_text("“Three for Saturday”, sent to Priya Nair by Marcus Okafor")
    expect(context).to_contain_text("1.52 ct round E VS1")
    ipad.goto(own)
    sent = ipad.locator(".list-sent")
    expect(sent).to_contain_text("Opened once")
    expect(sent.locator(".looks b")).to_have_text("asked")
    looks(ipad, "compose")
    kinds = Interaction.objects.filter(customer=priya).order_by("pk").values_list("kind", flat=True)
    assert [k for k in kinds if k in ("list_sent", "opened", "clicked")] == [
        "list_sent", "opened", "clicked", "clicked",
    ]  # fmt: skip

    # Withdrawn, the link opens nothing.
    ipad.get_by_role("button", name="Withdraw").click()
    expect(ipad.locator(".list-sent .pill")).to_have_text("withdrawn")
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_have_text("This list isn’t here any more.")


def test_a_stone_that_is_free_again_is_told_on_her_telephone(floor, sydney, priya, stone):
    Customer.objects.update(zone=where_it_is_noon())
    (claim,) = claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="chat", holder="user:x", expires_at=None, actor=TEST
    )
    her = floor.browser(PHONE, customer=priya)
    her.goto(f"/diamonds/{stone.sku}/")
    her.get_by_role("link", name="Tell me when it’s free").click()
    her.wait_for_load_state()
    her.get_by_label("0491 570 006").check()
    looks(her, "tell-me")
    her.get_by_role("button", name="Tell me when it’s free").click()
    expect(her.get_by_role("heading", level=1)).to_have_text("We’ll tell you when it’s free")
    assert sweep_watches() == 0

    release_claims(claims=[claim.public_id], why="test", actor=TEST)
    assert sweep_watches() == 1
    assert sweep_watches() == 0

    telephone(her, priya)
    message = her.locator(".handset-phone .message")
    expect(message).to_have_count(1)
    expect(message).to_contain_text("The 1.52 ct round you asked about is free again in Sydney")
    message.get_by_role("link").click()
    expect(her.get_by_role("link", name="Reserve and collect").first).to_be_visible()


def test_a_new_stone_for_a_saved_search_is_told_on_her_telephone(floor, sydney, priya, stone):
    Customer.objects.update(zone=where_it_is_noon())
    her = floor.browser(PHONE, customer=priya)
    her.goto("/diamonds/?shape=round&price_max=20000")
    looks(her)
    her.get_by_role("button", name="Save this search").click()
    expect(her.locator(".searches h2")).to_have_text("Round, up to $20,000")
    her.wait_for_load_state()
    looks(her, "searches")
    her.get_by_label("Where we tell you of new ones").select_option("+61491570006")
    her.get_by_role("button", name="Save", exact=True).click()
    expect(her.get_by_text("We’ll tell you, once a day at most.")).to_be_visible()
    assert sweep_searches() == 0

    new = a_stone(price="15000")
    assert sweep_searches() == 1
    a_stone(price="14000")
    assert sweep_searches() == 0  # tomorrow

    telephone(her, priya)
    message = her.locator(".handset-phone .message")
    expect(message).to_have_count(1)
    expect(message).to_contain_text("A new stone matches “Round, up to $20,000”: 1.52 ct round")
    looks(her, "handset")
    to_it, to_stop = message.get_by_role("link").all()
    stop = to_stop.get_attribute("href")
    to_it.click()
    expect(her.locator(f'a[href="/diamonds/{new.sku}/"]').first).to_be_attached()

    her.goto(stop)
    her.get_by_role("button", name="No more of these").click()
    expect(her.get_by_role("heading", level=1)).to_have_text("That’s it. No more of these.")
    assert not priya.searches.exclude(value="").exists()
