"""A claim under a client key is one statement: key, hold, answer and news, or nothing."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.claim_once import claim_once
from inventory.actions.release import release_claims
from inventory.errors import BadQuantity, Insufficient
from inventory.events import StockChanged
from inventory.live import SOURCE
from inventory.models import Claim, Item
from omni.lib import events
from omni.lib.errors import KeyReused
from omni.lib.idempotency import answered, once
from omni.lib.models import ClientKey
from tests.races import race, rounds
from tests.stock import TEST, a_place, a_setting, a_stone, on_hand

pytestmark = pytest.mark.django_db(transaction=True)

PRIYA, ZOE = "customer:priya", "customer:zoe"
UNTIL = dt.datetime(2030, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


def hold(*items: Item, key=None, holder=PRIYA, body=None, until=UNTIL, **more):
    return claim_once(
        action="hold", key=key or uuid.uuid4(), body=body or {"items": [i.pk for i in items]},
        lines=[ClaimLine(item.pk) for item in items], purpose="basket", holder=holder,
        expires_at=until, actor=TEST, **more,
    )  # fmt: skip


def test_holds_and_says_what_is_held():
    stone, rings = a_stone(), a_setting(at=a_place("perth"))

    answer, fresh = hold(stone, rings)

    first, second = Claim.objects.order_by("pk")
    assert fresh
    assert answer == {
        "claims": [
            {
                "id": str(claim.public_id), "sku": item.sku, "quantity": 1, "location": place,
                "purpose": "basket", "holder": PRIYA, "expires_at": "2030-01-02T03:04:05.000000Z",
                "created_at": f"{claim.created_at:%Y-%m-%dT%H:%M:%S.%fZ}",
            }
            for claim, item, place in ((first, stone, "sydney"), (second, rings, "perth"))
        ]
    }  # fmt: skip
    assert on_hand(stone) == (1, 1)


def test_a_hold_without_an_end_says_so():
    answer, _fresh = hold(a_stone(), until=None)

    assert answer["claims"][0]["expires_at"] is None


def test_does_what_a_claim_within_a_key_does():
    ours, theirs = a_stone(), a_stone()

    hold(ours)
    lines = [ClaimLine(theirs.pk)]
    once(
        actor=TEST, action="hold", key=uuid.uuid4(), body={"items": [theirs.pk]},
        run=lambda: {"claims": len(claim_stock(
            lines=lines, purpose="basket", holder=PRIYA, expires_at=UNTIL, actor=TEST))},
    )  # fmt: skip

    own = ("id", "public_id", "created_at", "item_id", "record_id")
    first, second = [
        {name: value for name, value in row.items() if name not in own}
        for row in Claim.objects.order_by("pk").values()
    ]
    assert first == second
    versions = Item.objects.filter(pk__in=[ours.pk, theirs.pk])
    assert len(set(versions.values_list("availability_version", flat=True))) == 1
    assert len(set(ClientKey.objects.values_list("scope", flat=True))) == 1


def test_is_one_statement_that_commits_itself():
    stone = a_stone()
    hold(a_stone())  # which makes the plan

    with CaptureQueriesContext(connection) as asked:
        hold(stone)

    assert [query["sql"].split()[0] for query in asked.captured_queries] == ["EXECUTE"]


def test_the_same_key_gives_the_same_answer_whatever_became_of_the_hold():
    stone, key = a_stone(), uuid.uuid4()
    answer, _fresh = hold(stone, key=key)
    version = Item.objects.get(pk=stone.pk).availability_version

    assert hold(stone, key=key) == (answer, False)
    assert Item.objects.get(pk=stone.pk).availability_version == version
    release_claims(claims=[answer["claims"][0]["id"]], why="let go", actor=TEST)
    hold(stone, holder=ZOE)

    assert hold(stone, key=key) == (answer, False)
    body = {"items": [stone.pk]}
    assert answered(actor=TEST, action="hold", key=key, body=body) == answer
    assert Claim.objects.count() == 2


def test_a_key_with_other_contents_is_refused_and_holds_nothing():
    stone, other, key = a_stone(), a_stone(), uuid.uuid4()
    hold(stone, key=key)

    with pytest.raises(KeyReused):
        hold(other, key=key)

    assert on_hand(other) == (1, 0)
    assert Claim.objects.count() == 1


def test_a_refusal_gives_the_key_back_and_names_every_short_line():
    mine, hers, key = a_stone(), a_stone(), uuid.uuid4()
    taken, _fresh = hold(hers, holder=ZOE)

    with pytest.raises(Insufficient) as refusal:
        hold(mine, hers, key=key)

    short = [(line.sku, line.wanted, line.free) for line in refusal.value.short]
    assert short == [(hers.sku, 1, 0)]
    assert on_hand(mine) == (1, 0)
    assert ClientKey.objects.count() == 1
    release_claims(claims=[taken["claims"][0]["id"]], why="let go", actor=TEST)
    assert hold(mine, hers, key=key)[1]


def test_nothing_and_less_than_a_piece_is_no_claim():
    stone = a_stone()
    for lines in ([], [ClaimLine(stone.pk, 0)]):
        with pytest.raises(BadQuantity):
            claim_once(
                action="hold", key=uuid.uuid4(), body={}, lines=lines, purpose="basket",
                holder=PRIYA, expires_at=None, actor=TEST,
            )  # fmt: skip

    assert not ClientKey.objects.exists()


def test_takes_over_what_she_holds_under_another_name():
    stone = a_stone()
    hold(stone, holder="visitor:v")

    answer, _fresh = hold(stone, also=("visitor:v",))

    assert [claim["holder"] for claim in answer["claims"]] == [PRIYA]
    assert Claim.objects.get().holder == PRIYA


def test_open_pages_are_told_without_asking_which_piece_it_was(monkeypatch):
    told, stone = [], a_stone()
    monkeypatch.setattr("omni.lib.live.publisher.refresh", lambda source, ids: told.append(ids))

    hold(stone)

    assert told == [(stone.pk,)]
    with CaptureQueriesContext(connection) as asked:
        assert SOURCE.topic_ids([stone.pk]) == {stone.pk: str(stone.public_id)}
    assert not asked.captured_queries


def test_whoever_writes_with_it_is_part_of_it(monkeypatch):
    stone = a_stone()

    def write(event: StockChanged) -> None:
        assert connection.in_atomic_block
        assert event.item_ids == (stone.pk,)
        raise RuntimeError("no")

    monkeypatch.setitem(events._handlers, StockChanged, [write])
    monkeypatch.setitem(events._writers, StockChanged, {write})
    with pytest.raises(RuntimeError):
        hold(stone)

    assert on_hand(stone) == (1, 0)
    assert not Claim.objects.exists()
    assert not ClientKey.objects.exists()


def test_news_that_somebody_writes_for_needs_a_transaction(monkeypatch):
    with pytest.raises(RuntimeError):
        events.emit(object())
    monkeypatch.setitem(events._writers, StockChanged, {print})
    with pytest.raises(RuntimeError):
        events.emit(StockChanged((1,)))


def test_one_key_sent_many_times_at_once_claims_once():
    for _ in range(rounds()):
        rings, key = a_setting(pieces=5), uuid.uuid4()

        results = race(lambda n, item=rings, key=key: hold(item, key=key), 8)

        assert sorted(fresh for _answer, fresh in results) == [False] * 7 + [True]
        assert len({answer["claims"][0]["id"] for answer, _fresh in results}) == 1
        assert on_hand(rings) == (5, 1)


def test_one_of_many_gets_the_only_piece():
    for _ in range(rounds()):
        stone = a_stone()

        results = race(lambda n, item=stone: hold(item, holder=f"customer:{n}"), 12)

        assert sum(isinstance(one, tuple) for one in results) == 1, results
        assert sum(isinstance(one, Insufficient) for one in results) == 11, results
        assert on_hand(stone) == (1, 1)


def test_a_plan_made_for_no_claims_finds_a_holder_by_its_index():
    """As in a shop that has just opened; see migration 0030 for one that held pieces before."""
    with connection.cursor() as cursor:
        cursor.execute("REINDEX TABLE inventory_claim")
        cursor.execute("VACUUM ANALYZE inventory_claim")
        cursor.execute("SET enable_seqscan = off")
        try:
            cursor.execute("EXPLAIN SELECT * FROM inventory_held_for(ARRAY['customer:priya'])")
            plan = "\n".join(line for (line,) in cursor.fetchall())
        finally:
            cursor.execute("RESET enable_seqscan")

    assert "claim_by_holder" in plan
    assert "Index Cond" in plan


def test_such_a_plan_lasts_for_five_hundred_changes():
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'inventory_claim'")
        (found,) = cursor.fetchone()

    assert "autovacuum_analyze_scale_factor=0" in found
    assert "autovacuum_analyze_threshold=500" in found


def test_a_claim_finds_room_beside_the_row_that_it_changes():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reloptions FROM pg_class WHERE relname IN"
            " ('inventory_item', 'inventory_stockrecord', 'lib_clientkey')"
        )
        found = dict(cursor.fetchall())

    assert len(found) == 3
    assert all("fillfactor=90" in options for options in found.values())
