"""What was held for a visit is let go with what was to bring it, unless people have it in hand."""

import datetime as dt

import pytest

from inventory.actions import give_up_claims as giving
from inventory.actions import redate_transfers as redating
from inventory.actions.consume import consume_claims
from inventory.actions.give_up_claims import give_up_claims
from inventory.actions.redate_transfers import redate_transfers
from inventory.actions.ship_transfer import ship_transfer
from inventory.errors import UnknownClaim
from inventory.models import Claim, Transfer
from omni.lib.ids import public_id
from tests.inventory.moves import Wish, asked, packed
from tests.stock import TEST, a_place, a_stone, a_store, hold

pytestmark = pytest.mark.django_db
DAY = dt.date(2030, 1, 12)


@pytest.fixture
def claim() -> Claim:
    """From Sydney to Melbourne, asked for."""
    item = a_stone()
    claim = hold(item)
    asked(Wish(item.pk, claim=claim.public_id))
    return claim


def give_up(*claims: Claim) -> str:
    """The state of the box at last."""
    give_up_claims(claims=[one.public_id for one in claims], why="she won’t come", actor=TEST)
    return Transfer.objects.get().state


def test_what_is_asked_for_isnt_sent(claim):
    assert give_up(claim) == "cancelled"

    claim.refresh_from_db()
    assert claim.released_why.startswith("she won’t come")


def test_again_changes_nothing(claim):
    give_up(claim)
    before = Claim.objects.values().get()

    assert give_up(claim) == "cancelled"
    assert Claim.objects.values().get() == before


def test_what_was_sold_before_it_was_packed_is_left_to_people(claim):
    consume_claims(claims=[claim.public_id], cause="order:1", actor=TEST)

    assert give_up(claim) == "requested"


def test_a_claim_that_never_was_lets_nothing_go(claim):
    with pytest.raises(UnknownClaim):
        give_up_claims(claims=[claim.public_id, public_id()], why="she won’t come", actor=TEST)

    assert (Transfer.objects.get().state, Claim.objects.get().is_live) == ("requested", True)


def after(monkeypatch, module, look: str, step) -> None:
    """A colleague takes `step` with the box after it was looked for, and before it is locked."""
    real = getattr(module, look)

    def looked(*args):
        found = real(*args)
        step(Transfer.objects.get())
        return found

    monkeypatch.setattr(module, look, looked)


def test_what_is_packed_a_moment_before_stays_packed(claim, monkeypatch):
    after(monkeypatch, giving, "_asked_for_alone", packed)

    assert give_up(claim) == "picked"


def test_control_without_its_lock_a_packed_box_is_cancelled(claim, monkeypatch):
    after(monkeypatch, giving, "_asked_for_alone", packed)
    monkeypatch.setattr(giving, "locked_transfer", lambda transfer, *states: transfer)

    assert give_up(claim) == "cancelled"


def redate(claim: Claim) -> dt.date | None:
    redate_transfers(claims=[claim.public_id], store=a_store("melbourne"), due_on=DAY, actor=TEST)
    return Transfer.objects.get().due_on


@pytest.mark.parametrize(("step", "due"), [
    (lambda box: box, DAY), (packed, DAY), (lambda box: ship_transfer(
        transfer=packed(box), actor=TEST), None),
])  # fmt: skip
def test_what_hasnt_left_is_due_on_the_new_day(claim, step, due):
    step(Transfer.objects.get())

    assert redate(claim) == due


def test_a_box_to_another_store_keeps_its_day(claim):
    a_place("perth")
    redate_transfers(claims=[claim.public_id], store=a_store("perth"), due_on=DAY, actor=TEST)

    assert Transfer.objects.get().due_on is None


def test_the_others_in_a_box_get_it_no_later():
    hers, other = a_stone(), a_stone()
    claim = hold(hers)
    asked(Wish(hers.pk, claim=claim.public_id), Wish(other.pk), to=a_place("melbourne"))
    for before, due in ((DAY - dt.timedelta(days=1),) * 2, (DAY + dt.timedelta(days=1), DAY)):
        Transfer.objects.update(due_on=before)
        assert redate(claim) == due


def test_what_left_a_moment_before_keeps_its_day(claim, monkeypatch):
    real = redating.locked_transfer

    def leaves(transfer, *states):
        ship_transfer(transfer=packed(transfer), actor=TEST)
        return real(transfer, *states)

    monkeypatch.setattr(redating, "locked_transfer", leaves)

    assert redate(claim) is None
