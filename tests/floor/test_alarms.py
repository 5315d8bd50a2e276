"""What needs somebody in a store, and the one act that ends each of it."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
import time_machine

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.actions.open_memo import open_memo
from inventory.actions.receive import ReceiveLine
from inventory.actions.receive_memo import receive_memo
from inventory.actions.return_stock import Back, return_stock
from inventory.actions.set_cost import set_cost
from inventory.models import Item, Location, Lot, SaleReport, Supplier, Transfer
from inventory.selectors.alarms import AHEAD_IN, AHEAD_OUT, Whose, alarm_count, alarms
from omni.lib import kept
from omni.lib.clock import now
from tests.cast import a_browser, a_customer
from tests.inventory.moves import Wish, lies, sent
from tests.stock import TEST, a_place, a_setting, a_stone

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def today(sydney) -> dt.date:
    return sydney.local(now()).date()


@pytest.fixture
def ours(sydney, today) -> Whose:
    return Whose(sydney.pk, today, True)


def of(whose: Whose) -> dict[str, int]:
    """How many of each kind; the kinds without any are left out."""
    kept.forget()
    found = alarms(whose)
    numbers = {name: len(getattr(found, name)) for name in found.__slots__}
    assert alarm_count(whose) == sum(numbers.values())
    return {name: number for name, number in numbers.items() if number}


def press(user, step: str, **form):
    form = {"client_key": str(uuid.uuid4())} | form
    return a_browser(user=user).post(f"/floor/sydney/alarms/{step}/", form)


def page(user) -> str:
    answer = a_browser(user=user).get("/floor/sydney/alarms/")
    assert answer.status_code == 200
    return answer.content.decode()


def takes_home(item: Item, due: dt.date, customer=None, at: Location | None = None):
    return open_memo(
        holder=f"customer:{customer.public_id}" if customer else f"customer:{uuid.uuid4()}",
        origin=at or a_place(), lines=[ClaimLine(item.pk)], due_on=due, actor=TEST,
    )  # fmt: skip


def on_memo(due: dt.date, at: Location | None = None, pieces: int = 2) -> tuple[Item, Lot]:
    """A setting of which a supplier left so many."""
    supplier, _ = Supplier.objects.get_or_create(code="antwerp", defaults={"name": "Antwerp"})
    item, number = a_setting(pieces=1, at=a_place("perth")), f"A-{uuid.uuid4().hex[:6]}"
    receive_memo(
        supplier=supplier, number=number, due_on=due,
        lines=[ReceiveLine(item, at or a_place(), pieces)], actor=TEST,
    )  # fmt: skip
    return item, Lot.objects.get(memo_number=number)


def sell(item: Item, location: Location) -> uuid.UUID:
    claims = claim_stock(
        lines=[ClaimLine(item.pk, 1, location.pk)], purpose="order", holder="order:1",
        expires_at=None, actor=TEST,
    )  # fmt: skip
    consume_claims(claims=[c.public_id for c in claims], cause="order:1", actor=TEST)
    return claims[0].public_id


def test_a_calm_store_has_none(marcus, stone, ours):
    assert of(ours) == {}
    assert "Nothing waits for anybody" in page(marcus)
    assert "needs somebody" not in a_browser(user=marcus).get("/floor/sydney/").content.decode()


def test_a_memo_out_is_told_two_days_ahead_and_ends_when_it_comes_back(
    marcus, priya, stone, ours, today
):
    memo = takes_home(stone, today + AHEAD_OUT, priya)
    takes_home(a_stone(), today + AHEAD_OUT + DAY)
    a_place("perth")
    takes_home(a_stone(at=a_place("perth")), today, at=a_place("perth"))

    assert of(ours) == {"memos_out": 1}
    html = page(marcus)
    assert "Priya Nair" in html
    assert memo.number in html
    assert "1 thing needs somebody" in a_browser(user=marcus).get("/floor/sydney/").content.decode()

    assert press(marcus, "memo-back", memo=memo.public_id).status_code == 302

    assert lies(stone) == {"sydney": (1, 0)}
    assert of(ours) == {}


def test_an_overdue_memo_says_since_when(marcus, stone, today):
    takes_home(stone, today - DAY)

    assert "overdue since" in page(marcus)


def test_a_suppliers_memo_is_told_a_week_ahead_and_ends_when_it_is_sent_back(
    marcus, ana, ours, today
):
    item, lot = on_memo(today + AHEAD_IN)
    on_memo(today + AHEAD_IN + DAY)
    on_memo(today, at=a_place("perth"))

    assert of(ours) == {"memos_in": 1}
    assert lot.memo_number in page(marcus)
    assert press(marcus, "to-supplier", lot=lot.pk).status_code == 403
    assert press(ana, "to-supplier", lot=lot.pk).status_code == 302

    assert lies(item) == {"perth": (1, 0)}
    assert of(ours) == {}


def test_a_press_that_is_sent_twice_is_answered_alike(ana, ours, today):
    item, lot = on_memo(today)
    asked = {"lot": lot.pk, "client_key": str(uuid.uuid4())}

    answers = [press(ana, "to-supplier", **asked).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert lies(item).get("sydney") is None


def test_what_is_held_of_a_suppliers_isnt_sent_back(ana, ours, today):
    item, lot = on_memo(today)
    claim_stock(
        lines=[ClaimLine(item.pk, 1, a_place().pk)], purpose="try_on", holder="customer:1",
        expires_at=None, actor=TEST,
    )  # fmt: skip

    refused = press(ana, "to-supplier", lot=lot.pk)

    assert refused.status_code == 409
    assert "held for somebody" in refused.content.decode()
    assert lies(item)["sydney"] == (2, 1)


def test_a_sale_is_told_until_the_supplier_hears_of_it(marcus, ana, ours, today):
    item, _lot = on_memo(today + 30 * DAY)
    claim = sell(item, a_place())
    sell(a_stone(), a_place())

    assert of(ours) == {"unreported": 1}
    assert item.sku in page(marcus)
    assert press(marcus, "reported", claim=claim, reference="INV-7").status_code == 403
    assert press(ana, "reported", claim=claim, reference=" ").status_code == 422
    assert not SaleReport.objects.exists()
    assert press(ana, "reported", claim=claim, reference="INV-7").status_code == 302

    assert SaleReport.objects.get().reference == "INV-7"
    assert of(ours) == {}


def test_what_was_ours_is_nobodys_to_report(ana, stone, sydney):
    claim = sell(stone, a_place())

    assert press(ana, "reported", claim=claim, reference="INV-7").status_code == 409


def test_a_stone_that_came_back_isnt_sold(ours, today):
    supplier, _ = Supplier.objects.get_or_create(code="antwerp", defaults={"name": "Antwerp"})
    stone = a_stone()
    from inventory.actions.adjust_stock import Adjustment, adjust_stock

    adjust_stock(
        lines=[Adjustment(stone, a_place(), -1)], why="miscounted", words="a supplier’s", actor=TEST
    )
    receive_memo(
        supplier=supplier, number="S-1", due_on=today + 30 * DAY,
        lines=[ReceiveLine(stone, a_place(), 1)], actor=TEST,
    )  # fmt: skip
    sell(stone, a_place())
    assert of(ours) == {"unreported": 1}

    return_stock(lines=[Back(stone.pk)], cause="order:1", location=a_place(), actor=TEST)

    assert of(ours) == {}


def test_a_price_below_cost_is_told_to_who_may_know_costs(marcus, ana, ours, stone):
    even, dear = a_setting(price="1100.00"), a_setting(price="1100.00")
    set_cost(item=even, cost=Decimal("1000.00"), actor=TEST)  # 1,100 less a tenth of tax
    set_cost(item=dear, cost=Decimal("1000.01"), actor=TEST)

    assert of(ours) == {"below_cost": 1}
    assert of(Whose(ours.store_id, ours.today, False)) == {}
    assert dear.sku in page(ana)
    assert "cost" not in page(marcus).partition("<main")[2]
    assert press(marcus, "price", sku=dear.sku, price="1500").status_code == 403
    for wrong in ("", "-1", "NaN", "1e999", "1.005", "x"):
        assert press(ana, "price", sku=dear.sku, price=wrong).status_code == 422
    assert press(ana, "price", sku=dear.sku, price="1500").status_code == 302

    dear.refresh_from_db()
    assert dear.price == 1500
    assert of(ours) == {}


def test_a_box_is_late_after_its_day_and_a_short_one_at_once(marcus, melbourne, ours, today):
    box = sent(Wish(a_stone().pk), source=a_place(), to=a_place("melbourne"))
    Transfer.objects.update(due_on=today)
    assert of(ours) == {}

    Transfer.objects.update(due_on=today - DAY)
    assert of(ours) == {"slow": 1}
    assert f"/floor/sydney/transfers/{box.public_id}/" in page(marcus)
    Transfer.objects.update(due_on=None)
    assert of(ours) == {}
    with time_machine.travel(now() + 8 * DAY):
        assert of(ours) == {"slow": 1}
    Transfer.objects.update(state="short")
    assert of(ours) == {"slow": 1}


def test_a_hold_is_told_before_it_ends(marcus, ours, priya):
    def hold(hours: float, purpose="try_on", **more) -> Item:
        item = a_stone(**more)
        claim_stock(
            lines=[ClaimLine(item.pk)], purpose=purpose, holder=f"customer:{priya.public_id}",
            expires_at=now() + dt.timedelta(hours=hours), actor=TEST,
        )  # fmt: skip
        return item

    soon = hold(3)
    hold(5)
    hold(1, "basket")
    hold(1, at=a_place("perth"))

    assert of(ours) == {"ending": 1}
    assert soon.sku in page(marcus)


def test_another_stores_alarms_are_not_ended_here(ana, melbourne, today):
    memo = takes_home(a_stone(at=a_place("melbourne")), today, at=a_place("melbourne"))
    _item, lot = on_memo(today, at=a_place("melbourne"))
    item, _lot = on_memo(today, at=a_place("melbourne"))
    claim = sell(item, a_place("melbourne"))

    assert press(ana, "memo-back", memo=memo.public_id).status_code == 404
    assert press(ana, "to-supplier", lot=lot.pk).status_code == 404
    assert press(ana, "reported", claim=claim, reference="x").status_code == 404
    for wrong in ("", "x", "²", "9" * 30):
        assert press(ana, "to-supplier", lot=wrong).status_code == 404
        assert press(ana, "memo-back", memo=wrong).status_code == 404
    assert lies(item)["melbourne"] == (1, 0)


def test_queries_dont_grow_with_the_alarms(ana, today, django_assert_max_num_queries):
    for n in range(4):
        takes_home(a_stone(), today, a_customer(f"Client {n}"))
        on_memo(today)
    browser = a_browser(user=ana)
    browser.get("/floor/sydney/alarms/")

    with django_assert_max_num_queries(20):
        browser.get("/floor/sydney/alarms/")
