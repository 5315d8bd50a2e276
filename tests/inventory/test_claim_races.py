"""The last piece is held once, and a free one is never refused; with the control that oversells."""

import random

import pytest
from django.db import connection, transaction

from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.expire import expire_claims
from inventory.errors import Insufficient
from inventory.models import Claim
from omni.lib.clock import database_now
from tests.races import Together, race, rounds
from tests.stock import TEST, a_setting, a_stone, on_hand

pytestmark = pytest.mark.django_db(transaction=True)


def claim(lines, holder, expires_at=None):
    return claim_stock(
        lines=lines, purpose="basket", holder=holder, expires_at=expires_at, actor=TEST
    )


def test_one_of_many_gets_the_only_piece():
    for _ in range(rounds()):
        stone = a_stone()

        results = race(lambda n, pk=stone.pk: claim([ClaimLine(pk)], f"customer:{n}"), 12)

        winners = [r for r in results if isinstance(r, list)]
        assert len(winners) == 1, results
        assert all(isinstance(r, Insufficient) for r in results if r is not winners[0]), results
        assert on_hand(stone) == (1, 1)


def test_control_a_naive_check_then_write_oversells():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive_stock (on_hand int, claimed int)")
        cursor.execute("INSERT INTO naive_stock VALUES (1, 0)")

    all_looked = Together(12)

    def naive(_: int) -> bool:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT on_hand - claimed FROM naive_stock")
            if cursor.fetchone()[0] < 1:
                return False
            all_looked()
            cursor.execute("UPDATE naive_stock SET claimed = claimed + 1")
            return True

    try:
        assert race(naive, 12).count(True) > 1
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE naive_stock")


def test_baskets_in_any_order_sell_out_without_a_deadlock():
    for _ in range(rounds()):
        rings = [a_setting(pieces=4) for _ in range(3)]

        def basket(n: int, ids: tuple = tuple(r.pk for r in rings)):
            pks = random.Random(n).sample(ids, k=2)
            try:
                return claim([ClaimLine(pk) for pk in pks], f"customer:{n}")
            except Insufficient:
                return None

        results = race(basket, 12)

        assert not [r for r in results if isinstance(r, Exception)], results
        for ring in rings:
            pieces, claimed = on_hand(ring)
            assert claimed <= pieces
        free = [r for r in rings if on_hand(r)[1] < 4]
        refused = [r for r in results if r is None]
        assert len(free) < 2 or not refused


def test_the_sweep_and_a_buyer_meet_at_expiry():
    for _ in range(rounds()):
        stone = a_stone()
        claim([ClaimLine(stone.pk)], "customer:first", expires_at=database_now())

        results = race(
            lambda n, pk=stone.pk: (
                expire_claims() if n % 2 else claim([ClaimLine(pk)], "customer:next")
            ),
            2,
        )

        assert isinstance(results[0], list), results
        assert Claim.objects.live().get(item=stone).holder == "customer:next"
        assert on_hand(stone) == (1, 1)
