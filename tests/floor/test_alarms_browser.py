"""Alarms of every kind, on a phone, an iPad and a desk; and beside the arrivals."""

import datetime as dt
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.set_cost import set_cost
from inventory.models import Transfer
from omni.lib.clock import now
from tests.floor.conftest import looks
from tests.floor.test_alarms import DAY, on_memo, sell, takes_home
from tests.inventory.moves import Wish, sent
from tests.stock import TEST, a_place, a_setting, a_stone

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_kind_is_shown_and_ended(floor, ana, priya, melbourne, sydney):
    today = sydney.local(now()).date()
    takes_home(a_stone(), today - DAY, priya)
    takes_home(a_stone(), today + DAY, priya)
    on_memo(today)
    sold, _lot = on_memo(today + 30 * DAY)
    sell(sold, a_place())
    dear = a_setting(price="1100.00")
    set_cost(item=dear, cost=Decimal("1400.00"), actor=TEST)
    sent(Wish(a_stone().pk), source=a_place(), to=a_place("melbourne"))
    Transfer.objects.update(due_on=today - DAY)
    claim_stock(
        lines=[ClaimLine(a_stone().pk)], purpose="try_on", holder=f"customer:{priya.public_id}",
        expires_at=now() + dt.timedelta(hours=1), actor=TEST,
    )  # fmt: skip
    page = floor.browser(user=ana)
    page.goto("/floor/sydney/")
    looks(page, "home-alarms")
    page.get_by_role("link", name="7 things need somebody").click()
    expect(page.locator("h2")).to_have_count(6)
    looks(page, "alarms")

    page.get_by_role("button", name="Sent back").click()
    expect(page.locator("h2")).to_have_count(5)
    page.get_by_placeholder("Their invoice").fill("INV-2201")
    page.get_by_role("button", name="Reported").click()
    expect(page.locator("h2")).to_have_count(4)
    page.get_by_placeholder("New price").fill("1990")
    page.get_by_role("button", name="Set it").click()
    expect(page.locator("h2")).to_have_count(3)
    page.get_by_role("link", name="Extend or let go").click()
    page.wait_for_url("**/stock/**")
    looks(page, "look-up")
