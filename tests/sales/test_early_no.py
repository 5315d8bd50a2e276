"""A stranger is refused early exactly where the claim itself would refuse her."""

import datetime as dt
import uuid

import pytest

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.set_safety_stock import set_safety_stock
from inventory.errors import Insufficient
from inventory.models import Claim, Item, Location
from inventory.selectors.availability import availability
from omni.lib.clock import now
from sales.selectors.early_no import early_no, early_no_at_the_till
from tests.stock import TEST, a_place, a_setting, a_stone, hold, sell

pytestmark = pytest.mark.django_db


def held() -> Item:
    item = a_stone()
    hold(item)
    return item


def overdue() -> Item:
    item = held()
    Claim.objects.filter(item=item).update(expires_at=now() - dt.timedelta(minutes=1))
    return item


def sold() -> Item:
    item = a_stone()
    sell(item)
    return item


def in_store_only() -> Item:
    Location.objects.filter(pk=a_place("perth").pk).update(sells_online=False)
    return a_stone(at=a_place("perth"))


def kept_back(pieces: int) -> Item:
    item = a_setting(pieces=pieces)
    set_safety_stock(item=item, location=a_place(), quantity=2, actor=TEST)
    return item


STATES = {
    "free": (a_stone, True),
    "held": (held, False),
    "overdue": (overdue, True),
    "sold": (sold, False),
    "in a store only": (in_store_only, False),
    "in the workshop": (lambda: a_stone(at=a_place("bench", "workshop")), False),
    "all kept back": (lambda: kept_back(2), False),
    "one more than is kept back": (lambda: kept_back(3), True),
    "at the supplier": (lambda: a_stone(at=a_place("feed", "supplier")), True),
}


@pytest.mark.parametrize("state", STATES)
def test_agrees_with_the_claim(state):
    make, is_free = STATES[state]
    item = make()

    early = early_no(item, availability([item.pk])[item.pk])

    assert (early is None) == is_free
    late = refusal_of_a_claim(item)
    assert (late is None) == is_free
    if late:
        assert (early.message, early.details) == (late.message, late.details)


FREE_TO_STAFF = {"in a store only", "all kept back"}


@pytest.mark.parametrize("bound", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_agrees_with_the_claim_at_the_till(state, bound):
    make, is_free = STATES[state]
    is_free = is_free or state in FREE_TO_STAFF
    items = [make(), a_stone()]
    stock = availability([item.pk for item in items])
    spots = [p.location_id for p in stock[items[0].pk].places if bound]
    place = spots[0] if spots else None

    wanted = [(items[0], stock[items[0].pk], 1, place), (items[1], stock[items[1].pk], 2, None)]
    early = early_no_at_the_till(wanted)

    late = refusal_of_a_claim(
        *(ClaimLine(item.pk, pieces, spot) for item, _, pieces, spot in wanted)
    )
    assert (early.message, early.details) == (late.message, late.details)
    assert [line.is_gone for line in early.short] == [line.is_gone for line in late.short]
    assert [line.item_id for line in early.short] == [i.pk for i in items[is_free:]]
    assert (early_no_at_the_till(wanted[:1]) is None) == is_free


def test_what_is_not_on_show_is_left_to_the_claim():
    item = a_stone()
    Item.objects.filter(pk=item.pk).update(is_listed=False)
    item.refresh_from_db()

    assert early_no_at_the_till([(item, availability([item.pk])[item.pk], 1, None)]) is None
    assert refusal_of_a_claim(ClaimLine(item.pk)) is None


def refusal_of_a_claim(*lines: Item | ClaimLine) -> Insufficient | None:
    try:
        claim_stock(
            lines=[
                each if isinstance(each, ClaimLine) else ClaimLine(each.pk, online=True)
                for each in lines
            ],
            purpose="order",
            holder=f"customer:{uuid.uuid4()}", expires_at=None, actor=TEST,
        )  # fmt: skip
    except Insufficient as refusal:
        return refusal
    return None
