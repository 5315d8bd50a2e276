"""Whatever is done in whatever order, the shop's stock is what a plain dictionary says it is."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from inventory import ledger
from tests.model.machine import Stock
from tests.races import rounds

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(7200)]

STEPS = 40


def run(examples: int, *phases: Phase) -> None:
    run_state_machine_as_test(
        Stock,
        settings=settings(
            max_examples=examples, stateful_step_count=STEPS, deadline=None, database=None,
            print_blob=True, phases=phases or (Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_every_action_does_what_the_rules_say():
    run(rounds(50, 2_000))


@pytest.mark.breaks_promises
@pytest.mark.parametrize("broken", ["weight", "travel", "overdue"])
def test_control_a_broken_shop_is_found_out(broken, monkeypatch):
    """The last piece of a parcel leaves dust; a hold stays behind; what is overdue is kept."""
    if broken == "weight":
        monkeypatch.setattr(
            ledger, "share", lambda record, pieces: round(record.carats * pieces / 7, 2)
        )
    elif broken == "travel":
        monkeypatch.setattr("inventory.actions.receive_transfer.is_own", lambda *_: False)
    else:
        monkeypatch.setattr("inventory.actions.extend_claims.Claim.is_live", True)

    with pytest.raises(AssertionError):
        run(300, Phase.generate)
