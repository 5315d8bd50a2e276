"""What a hold tells: search, the version of each piece, and nothing when it is refused."""

import datetime as dt

import pytest
from django.db import connection, transaction

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.errors import Insufficient
from inventory.listings import refresh as refresh_listings
from inventory.models import Item, Listing, StockRecord
from omni.lib.clock import database_now
from tests.stock import TEST, a_place, a_setting, a_stone

pytestmark = pytest.mark.django_db

PRIYA, ZOE = "customer:priya", "customer:zoe"


def claim(item, holder=PRIYA, quantity=1, minutes=60, **more):
    return claim_stock(
        lines=[ClaimLine(item.pk, quantity)], purpose="basket", holder=holder,
        expires_at=database_now() + dt.timedelta(minutes=minutes), actor=TEST, **more,
    )  # fmt: skip


def shown_by(*items):
    return list(Listing.objects.filter(item__in=items).order_by("item").values())


def test_search_is_told_after_a_hold_what_a_whole_refresh_would_say():
    free, overdue, hidden, away = (a_stone() for _ in range(4))
    elsewhere = a_stone(at=a_place("workshop", "workshop"))
    claim(overdue, minutes=-1)
    Item.objects.filter(pk=hidden.pk).update(is_listed=False)
    StockRecord.objects.filter(item=away).update(on_hand=0)
    claim(a_setting())
    stones = [free, overdue, hidden, away, elsewhere]
    refresh_listings([stone.pk for stone in stones])
    states = [row["state"] for row in shown_by(*stones)]

    claim(free)
    claim(overdue, ZOE)
    claim(hidden)
    for stone in (away, elsewhere):
        with pytest.raises(Insufficient), transaction.atomic():
            claim(stone)

    after = shown_by(*stones)
    assert (states, [row["state"] for row in after]) == ([1, 2, 4, 4, 3], [2, 2, 4, 4, 3])
    refresh_listings([stone.pk for stone in stones])
    assert shown_by(*stones) == after


def test_grows_the_version_of_each_item_once_and_of_none_when_refused():
    rings, stone, held = a_setting(), a_stone(), a_stone()
    claim(held, ZOE)

    def versions():
        return [Item.objects.get(pk=i.pk).availability_version for i in (rings, stone, held)]

    before = versions()
    with pytest.raises(Insufficient), transaction.atomic():
        claim_stock(
            lines=[ClaimLine(rings.pk), ClaimLine(held.pk)],
            purpose="basket", holder=PRIYA, expires_at=None, actor=TEST,
        )  # fmt: skip
    assert versions() == before
    claims = claim_stock(
        lines=[ClaimLine(stone.pk), ClaimLine(rings.pk), ClaimLine(rings.pk, 2)],
        purpose="basket", holder=PRIYA, expires_at=None, actor=TEST,
    )  # fmt: skip

    assert [a - b for a, b in zip(versions(), before, strict=True)] == [1, 1, 0]
    assert [(c.item_id, c.is_serial, c.quantity) for c in claims] == [
        (stone.pk, True, 1), (rings.pk, False, 1), (rings.pk, False, 2),
    ]  # fmt: skip


def test_reads_a_table_that_was_small_when_its_plan_was_made_by_index_ever_after():
    with connection.cursor() as cursor:
        cursor.execute("SELECT proconfig FROM pg_proc WHERE proname = 'inventory_claim_stock'")
        ((settings,),) = cursor.fetchall()

    assert settings == ["plan_cache_mode=force_generic_plan", "enable_seqscan=off"]
