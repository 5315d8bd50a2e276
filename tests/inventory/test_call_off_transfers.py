"""What was asked for on her hold isn't brought when the hold ends before it is packed."""

import datetime as dt

import pytest

from inventory.actions import call_off_transfers as module
from inventory.actions.call_off_transfers import call_off_transfers
from inventory.actions.consume import consume_claims
from inventory.actions.expire import expire_claims
from inventory.actions.pick_transfer import pick_transfer
from inventory.actions.receive_transfer import receive_transfer
from inventory.actions.release import release_claims
from inventory.actions.ship_transfer import ship_transfer
from inventory.errors import TransferMovedOn
from inventory.models import Claim, Item, Transfer
from omni.lib.clock import database_now
from tests.inventory.moves import Wish, asked, lies, packed
from tests.races import race, rounds
from tests.stock import TEST, a_setting, a_stone, hold

pytestmark = pytest.mark.django_db(transaction=True)


def hers(*more: Wish) -> tuple[Item, Claim, Transfer]:
    """A stone that she holds, and the transfer that it was asked for by."""
    stone = a_stone()
    claim = hold(stone)
    return stone, claim, asked(Wish(stone.pk, claim=claim.public_id), *more)


def let_go(claim: Claim) -> None:
    release_claims(claims=[claim.public_id], why="let go", actor=TEST)


def run_out(claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(expires_at=database_now() - dt.timedelta(seconds=1))
    expire_claims()


def sweep() -> int:
    return call_off_transfers(actor=TEST)


def state(transfer: Transfer) -> str:
    return Transfer.objects.get(pk=transfer.pk).state


@pytest.mark.parametrize("end", [let_go, run_out])
def test_is_cancelled_when_its_hold_has_ended(end):
    stone, claim, transfer = hers()
    assert sweep() == 0

    end(claim)

    assert sweep() == 1
    assert sweep() == 0
    transfer.refresh_from_db()
    assert (transfer.state, transfer.cancelled_why) == ("cancelled", "nobody holds it any more")
    assert lies(stone) == {"sydney": (1, 0)}


def test_one_that_another_asked_for_too_goes_on():
    setting = a_setting(pieces=1)
    _, claim, transfer = hers(Wish(setting.pk))

    let_go(claim)

    assert sweep() == 0
    assert state(transfer) == "requested"
    assert lies(setting) == {"sydney": (1, 1)}


def test_a_sold_piece_is_left_to_people():
    _, claim, transfer = hers()

    consume_claims(claims=[claim.public_id], cause="order:1", actor=TEST)

    assert sweep() == 0
    assert state(transfer) == "requested"
    assert transfer.lines.get().whose == "sold"


def test_a_packed_box_is_left_to_people_who_are_told_once():
    _, claim, transfer = hers()
    before = packed(transfer).changed_at
    let_go(claim)

    assert sweep() == 0

    transfer.refresh_from_db()
    assert (transfer.state, transfer.lines.get().whose) == ("picked", "over")
    assert transfer.changed_at > before
    told = transfer.changed_at
    sweep()
    transfer.refresh_from_db()
    assert transfer.changed_at == told


def test_unpacked_again_it_is_cancelled_after_all():
    _, claim, transfer = hers()
    packed(transfer)
    let_go(claim)
    sweep()

    pick_transfer(transfer=transfer, picked={transfer.lines.get().pk: 0}, actor=TEST)

    assert sweep() == 1
    assert state(transfer) == "cancelled"


def test_what_has_left_arrives_and_is_free():
    stone, claim, transfer = hers()
    ship_transfer(transfer=packed(transfer), actor=TEST)
    let_go(claim)

    assert sweep() == 0

    receive_transfer(transfer=transfer, actor=TEST)
    assert lies(stone) == {"melbourne": (1, 0)}


@pytest.fixture
def packed_meanwhile(monkeypatch) -> Transfer:
    """Its hold has ended; it is packed when the sweep has found it and not locked it yet."""
    _, claim, transfer = hers()
    let_go(claim)
    find = module._wanted_by_nobody

    def found():
        seen = find()
        packed(transfer)
        return seen

    monkeypatch.setattr(module, "_wanted_by_nobody", found)
    return transfer


def test_a_box_that_is_packed_a_moment_before_isnt_cancelled(packed_meanwhile):
    assert sweep() == 0
    assert state(packed_meanwhile) == "picked"


def test_control_without_looking_again_under_its_lock_it_is(packed_meanwhile, monkeypatch):
    monkeypatch.setattr(module, "locked_transfer", lambda transfer, *states: transfer)

    assert sweep() == 1
    assert state(packed_meanwhile) == "cancelled"


def test_packing_and_calling_off_at_once_one_of_them_has_it():
    for _ in range(rounds()):
        _, claim, transfer = hers()
        let_go(claim)
        lines = {transfer.lines.get().pk: 1}

        results = race(
            lambda n, t=transfer, lines=lines: (
                sweep() if n % 2 else pick_transfer(transfer=t, picked=lines, actor=TEST)
            ),
            4,
        )

        packs = [one for one in results[::2] if not isinstance(one, TransferMovedOn)]
        assert all(isinstance(one, Transfer | TransferMovedOn) for one in results[::2]), results
        assert (state(transfer), sum(results[1::2])) in (("picked", 0), ("cancelled", 1)), results
        assert bool(packs) == (state(transfer) == "picked")
