"""Whatever is done in whatever order, the shop's stock is what a plain dictionary says it is."""

import pytest
from django.db import IntegrityError, connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from inventory.actions import adjust_stock
from tests.model import both, counter, machine
from tests.races import rounds

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(7200)]

STEPS = 40


def test_every_action_does_what_the_rules_say():
    run_state_machine_as_test(
        machine.Stock,
        settings=settings(
            max_examples=rounds(50, 2_000),
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            print_blob=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def held(shop: machine.Stock, item: str, pieces: int) -> None:
    shop.claim(
        item=item, place="sydney", holder="customer:zoe", pieces=pieces, is_firm=True, online=False
    )


def _weighs_wrongly(monkeypatch, shop):
    with connection.cursor() as cursor:  # until the test's transaction is taken back
        cursor.execute(
            "CREATE OR REPLACE FUNCTION inventory_share(carats numeric, pieces int, on_hand int)"
            " RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT round(carats / 2, 2)'"
        )
    return lambda: shop.sell(pick=0)


def _keeps_what_was_let_go(monkeypatch, shop):
    monkeypatch.setattr(counter, "release_claims", lambda **_: [])
    return lambda: shop.let_go(pick=0)


def _adjusts_held_pieces_away(monkeypatch, shop):
    monkeypatch.setattr(adjust_stock, "_fits", lambda *_: None)
    return lambda: shop.adjust(item="setting", place="sydney", delta=-3)


BREAKS = {
    "weight": _weighs_wrongly, "release": _keeps_what_was_let_go,
    "adjust": _adjusts_held_pieces_away,
}  # fmt: skip


@pytest.mark.breaks_promises
@pytest.mark.parametrize("broken", BREAKS)
def test_control_a_broken_shop_is_found_out(broken, monkeypatch):
    shop = machine.Stock()
    shop.open()
    held(shop, "melee", 3)
    held(shop, "setting", 2)

    step = BREAKS[broken](monkeypatch, shop)
    try:
        with pytest.raises((AssertionError, IntegrityError)):
            step()
    finally:
        with pytest.MonkeyPatch.context() as quiet:
            quiet.setattr(both, "breaches", lambda **_: [])
            shop.teardown()


def test_an_unbroken_shop_takes_the_same_steps():
    shop = machine.Stock()
    shop.open()
    held(shop, "melee", 3)
    held(shop, "setting", 2)

    shop.sell(pick=0)
    shop.let_go(pick=0)
    shop.adjust(item="setting", place="sydney", delta=-3)

    shop.teardown()
