"""One page explains a piece from its first receipt to now, with names and where it lay."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from customers.models import Customer
from inventory.actions.adjust_stock import Adjustment, adjust_stock
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.close_count import close_count
from inventory.actions.extend_claims import extend_claims
from inventory.actions.open_count import open_count
from inventory.actions.open_memo import open_memo
from inventory.actions.receive_transfer import receive_transfer
from inventory.actions.release import release_claims
from inventory.actions.return_memo import return_memo
from inventory.actions.scan_count import scan_count
from inventory.actions.set_cost import set_cost
from inventory.actions.set_price import set_price
from inventory.models import Item, Location
from inventory.selectors.story import story_of
from omni.lib.clock import database_now
from sales.actions.place_order import Paid
from sales.actions.sell_now import sell_now
from sales.basket import BasketLine
from tests.cast import a_browser, acting
from tests.inventory.moves import Wish, sent

pytestmark = pytest.mark.django_db


def live_a_life(stone: Item, priya: Customer, marcus, ana, melbourne, sydney) -> None:
    """Received (by the fixture), priced, held, extended, let go, sent, counted, lent, sold."""
    here, there = Location.objects.get(code="sydney"), Location.objects.get(code="melbourne")
    him, holder = acting(marcus), f"customer:{priya.public_id}"
    set_price(item=stone, price=Decimal("20000.00"), actor=acting(ana))
    set_cost(item=stone, cost=Decimal("11000.00"), actor=acting(ana))
    (claim,) = claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="try_on", holder=holder, actor=him,
        expires_at=database_now() + dt.timedelta(hours=2),
    )  # fmt: skip
    extend_claims(
        claims=[claim.public_id], expires_at=database_now() + dt.timedelta(hours=4),
        why="she rings back", actor=him,
    )  # fmt: skip
    release_claims(claims=[claim.public_id], why="took another", actor=him)
    receive_transfer(transfer=sent(Wish(stone.pk), source=here, to=there), actor=him)
    receive_transfer(transfer=sent(Wish(stone.pk), source=there, to=here), actor=him)
    adjust_stock(lines=[Adjustment(stone, here, -1)], why="lost", words="not in its box", actor=him)
    adjust_stock(
        lines=[Adjustment(stone, here, 1)], why="found", words="in the wrong box", actor=him
    )
    count = open_count(location=here, actor=him)
    scan_count(count=count, code=stone.sku, actor=him)
    close_count(count=count, correct=True, actor=him)
    memo = open_memo(
        holder=holder, origin=here, lines=[ClaimLine(stone.pk)], due_on=dt.date(2030, 1, 1),
        actor=him,
    )  # fmt: skip
    return_memo(memo=memo, actor=him)
    line = BasketLine(stone.public_id, 1, Decimal("20000.00"), "take_away")
    sell_now(
        store=sydney, sold_by=marcus, customer=priya, lines=[line], actor=him,
        paid=[Paid("terminal", Decimal("20000.00"), "slip 7")],
    )  # fmt: skip


def page(user, stone):
    return a_browser(user=user).get(f"/floor/sydney/pieces/{stone.sku}/")


def test_tells_everything_in_order_with_names(stone, priya, marcus, ana, melbourne, sydney):
    live_a_life(stone, priya, marcus, ana, melbourne, sydney)

    story = story_of(stone)
    shown = page(marcus, stone).content.decode()

    leads = [one.lead for one in reversed(story)]
    assert leads[0] == "Received"
    assert leads[-1] == "Sold"
    assert len(story) >= 18
    for lead in (
        "Priced anew", "Held", "Let go", "Asked for", "Sent on its way", "Arrived", "Corrected",
        "Counted", "Taken home on approval", "Came back from approval", "Sold",
    ):  # fmt: skip
        assert lead in leads, lead
        assert f"<b>{lead}</b>" in shown, lead
    for word in (
        "Marcus Okafor", "Priya Nair", "order SYD-10001", "not in its box", "in the wrong box",
        "took another", "1 of 1",
    ):  # fmt: skip
        assert word in shown, word


def test_says_where_it_lay_after_each_step(stone, priya, marcus, ana, melbourne, sydney):
    live_a_life(stone, priya, marcus, ana, melbourne, sydney)

    places = [one.balance for one in reversed(story_of(stone)) if one.cause and one.icon != "x"]

    assert places[0] == {"Sydney, George Street": 1}
    assert {"On its way": 1} in places
    assert {"Melbourne, Collins Street": 1} in places
    assert {"With a customer": 1} in places


def test_costs_are_for_those_who_may_know_them(stone, ana, marcus, sydney):
    set_cost(item=stone, cost=Decimal("11000.00"), actor=acting(ana))

    assert "11,000" in page(ana, stone).content.decode()
    assert "11,000" not in page(marcus, stone).content.decode()


def test_costs_few_queries_however_long_it_is(
    stone, priya, marcus, ana, melbourne, sydney, django_assert_max_num_queries
):
    live_a_life(stone, priya, marcus, ana, melbourne, sydney)
    browser = a_browser(user=marcus)
    browser.get(f"/floor/sydney/pieces/{stone.sku}/")

    with django_assert_max_num_queries(22):
        browser.get(f"/floor/sydney/pieces/{stone.sku}/")


def test_there_is_no_page_for_no_piece(marcus, sydney):
    assert a_browser(user=marcus).get("/floor/sydney/pieces/NONE/").status_code == 404


@time_machine.travel(dt.datetime(2026, 11, 21, 3, tzinfo=dt.UTC), tick=True)
def test_the_look_up_leads_to_it(stone, marcus, sydney):
    found = a_browser(user=marcus).get(f"/floor/sydney/stock/?q={stone.sku}").content.decode()

    assert f"/floor/sydney/pieces/{stone.sku}/" in found
