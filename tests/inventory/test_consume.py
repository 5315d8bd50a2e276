"""Consuming takes claimed pieces out of stock, with one movement each."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.errors import AlreadyThere, ClaimOver, NothingNamed, UnknownClaim
from inventory.ledger import share
from inventory.models import Listing, StockMovement, StockRecord
from inventory.selectors.availability import availability
from omni.lib.clock import database_now
from tests.stock import TEST, a_place, a_setting, a_stone, hold, on_hand

pytestmark = pytest.mark.django_db


def held(item, minutes=60):
    until = database_now() + dt.timedelta(minutes=minutes)
    return claim_stock(
        lines=[ClaimLine(item.pk)], purpose="order", holder="order:1", expires_at=until, actor=TEST
    )[0].public_id


def test_takes_the_piece_out_and_says_so_in_the_ledger():
    stone = a_stone()

    consume_claims(claims=[held(stone)], cause="order:1", actor=TEST)

    assert on_hand(stone) == (0, 0)
    moves = StockMovement.objects.filter(item=stone).order_by("id")
    assert [(m.delta, m.reason) for m in moves] == [(1, "received"), (-1, "sold")]
    assert Listing.objects.get(item=stone).state == Listing.State.GONE
    assert availability([stone.pk])[stone.pk].word == "Just sold"


def test_refuses_a_claim_that_ended():
    stone = a_stone()
    claim = held(stone, minutes=-1)

    with pytest.raises(ClaimOver):
        consume_claims(claims=[claim], cause="order:1", actor=TEST)

    assert on_hand(stone)[0] == 1


def test_refuses_the_same_claim_twice():
    stone = a_stone()
    claim = held(stone)
    consume_claims(claims=[claim], cause="order:1", actor=TEST)

    with pytest.raises(ClaimOver):
        consume_claims(claims=[claim], cause="order:1", actor=TEST)

    assert StockMovement.objects.filter(item=stone, reason="sold").count() == 1


def test_refuses_an_unknown_claim():
    with pytest.raises(UnknownClaim):
        consume_claims(claims=[uuid.uuid4()], cause="order:1", actor=TEST)


def test_refuses_to_take_out_nothing():
    with pytest.raises(NothingNamed):
        consume_claims(claims=[], cause="order:1", actor=TEST)

    assert not StockMovement.objects.exists()


def test_a_thing_that_is_one_of_a_kind_arrives_once():
    stone = a_stone()

    with pytest.raises(AlreadyThere):
        receive_stock(lines=[ReceiveLine(stone, a_place("perth"))], cause="test", actor=TEST)

    assert on_hand(stone) == (1, 0)


@pytest.mark.parametrize(
    "rewrite",
    [lambda rows: rows.update(delta=5), lambda rows: rows.delete()],
    ids=["update", "delete"],
)
def test_the_ledger_is_append_only(rewrite):
    stone = a_stone()

    with pytest.raises(DatabaseError), transaction.atomic():
        rewrite(StockMovement.objects.all())

    assert StockMovement.objects.get(item=stone).delta == 1


@pytest.mark.parametrize("carats", ["0.05", "1.00", "2.37", "11.13"])
def test_weighs_parcels_as_every_other_action_does(carats):
    with connection.cursor() as cursor:
        for on_hand in range(1, 41):
            for pieces in range(1, on_hand + 1):
                record = StockRecord(carats=Decimal(carats), on_hand=on_hand)
                cursor.execute("SELECT inventory_share(%s, %s, %s)", [carats, pieces, on_hand])
                assert cursor.fetchone() == (share(record, pieces),), (carats, pieces, on_hand)


def test_what_is_only_counted_has_no_weight():
    with connection.cursor() as cursor:
        cursor.execute("SELECT inventory_share(NULL, 1, 2), inventory_share(NULL, 2, 2)")
        assert cursor.fetchone() == (None, None)


def test_several_leave_together_or_not_at_all():
    ring, stone = a_setting(pieces=3), a_stone()
    items = [ring, ring, stone, ring]
    claims = [hold(item, f"customer:{n}").public_id for n, item in enumerate(items)]
    version = availability([ring.pk])[ring.pk].version

    with pytest.raises(UnknownClaim):
        consume_claims(claims=[*claims, uuid.uuid4()], cause="order:1", actor=TEST)
    assert (on_hand(ring), on_hand(stone)) == ((3, 3), (1, 1))

    done = consume_claims(claims=[*claims[::-1], claims[0]], cause="order:1", actor=TEST)

    assert [claim.public_id for claim in done] == claims
    assert all(claim.consumed_at for claim in done)
    assert (on_hand(ring), on_hand(stone)) == ((0, 0), (0, 0))
    assert StockMovement.objects.filter(reason="sold", cause="order:1").count() == 4
    assert availability([ring.pk])[ring.pk].version == version + 1
