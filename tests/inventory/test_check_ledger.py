"""The ledger check finds each way in which the data could stop telling one story."""

import io

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from inventory.actions.claim import ClaimLine, claim_stock
from omni.lib.actors import system
from omni.lib.invariants import Invariant, breaches, promise, promised
from tests.stock import a_stone

TEST = system("test")


def broken() -> set[str]:
    return {breach.invariant.name for breach in breaches()}


def by_hand(sql: str) -> None:
    """Past the actions and past the ledger's own guard, as only a fault could."""
    guard = "inventory.StockMovement:ledger_is_append_only"
    with pgtrigger.ignore(guard), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def held(db):
    item = a_stone()
    [claim] = claim_stock(
        lines=[ClaimLine(item.pk)], purpose="try_on", holder="user:x", expires_at=None, actor=TEST
    )
    return item, claim


def test_says_that_all_is_well(held):
    out = io.StringIO()

    call_command("check_ledger", stdout=out)

    assert out.getvalue() == f"All {len(promised())} promises hold, 0 rows.\n"


def test_prints_the_rows_and_fails(held):
    by_hand("UPDATE inventory_stockrecord SET on_hand = 2")
    out = io.StringIO()

    with pytest.raises(CommandError, match="promises are broken"):
        call_command("check_ledger", stdout=out)

    assert "I2-ledger The pieces on hand are the sum of their movements: 1 rows" in out.getvalue()
    assert "on_hand=2, ledger=1" in out.getvalue()


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        ("UPDATE inventory_stockrecord SET on_hand = 2", {"I1-piece", "I2-ledger"}),
        ("UPDATE inventory_stockrecord SET claimed = 0", {"I2-claims"}),
        ("DELETE FROM inventory_stockmovement", {"I2-ledger"}),
        ("UPDATE inventory_claim SET is_serial = false", {"I2-claim-item"}),
        ("UPDATE inventory_claim SET released_at = now()", {"I2-claims"}),
        ("UPDATE inventory_claim SET consumed_at = now()", {"I2-claims", "I2-sold"}),
        ("UPDATE inventory_listing SET state = 4", {"I2-listing"}),
        ("UPDATE inventory_claim SET expires_at = now() - interval '2 min'", {"I4"}),
    ],
)
def test_finds_the_fault(held, fault, found):
    by_hand(fault)

    assert broken() == found


def test_leaves_out_what_needs_workers_when_told(held):
    by_hand("UPDATE inventory_claim SET expires_at = now() - interval '2 min'")

    assert not breaches(with_workers=False)


def test_every_query_runs_on_an_empty_shop(db):
    assert {"I1", "I2-ledger", "I3", "I5", "I7", "I9", "I13"} <= {p.name for p in promised()}
    assert not breaches()


def test_a_name_is_given_once():
    with pytest.raises(ValueError, match="two invariants I1"):
        promise(Invariant("I1", "something else", "SELECT 1 WHERE false"))
