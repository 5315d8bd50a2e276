"""Consuming takes claimed pieces out of stock, with one movement each."""

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, transaction

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.consume import consume_claims
from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.errors import AlreadyThere, ClaimOver, UnknownClaim
from inventory.models import Listing, StockMovement
from inventory.selectors.availability import availability
from omni.lib.clock import database_now
from tests.stock import TEST, a_place, a_stone, on_hand

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
