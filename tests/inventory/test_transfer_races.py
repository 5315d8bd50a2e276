"""A box arrives once, and a piece is asked for or bought, whoever does it at once."""

import pytest

from inventory.actions import receive_transfer as receive_module
from inventory.actions.claim import ClaimLine, claim_stock
from inventory.actions.receive_transfer import receive_transfer
from inventory.actions.request_transfer import Wish
from inventory.errors import (
    Insufficient,
    TransferMovedOn,
)
from inventory.models import Transfer
from tests.inventory.moves import asked, lies, sent
from tests.races import Together, race, rounds
from tests.stock import TEST, a_place, a_setting, a_stone


@pytest.mark.django_db(transaction=True)
def test_a_box_that_two_receive_at_once_arrives_once():
    for _ in range(rounds()):
        setting = a_setting(pieces=3)
        transfer = sent(Wish(setting.pk, 3))

        results = race(lambda _, t=transfer: receive_transfer(transfer=t, actor=TEST), 6)

        assert sum(isinstance(r, Transfer) for r in results) == 1, results
        assert all(isinstance(r, Transfer | TransferMovedOn) for r in results), results
        assert lies(setting) == {"melbourne": (3, 0)}


@pytest.mark.django_db(transaction=True)
@pytest.mark.breaks_promises
def test_control_without_the_lock_it_arrives_more_than_once(monkeypatch):
    all_looked = Together(6)

    def unlocked(transfer, *states):
        found = Transfer.objects.get(pk=transfer.pk)
        all_looked()
        return found

    setting = a_setting(pieces=9)
    transfer = sent(Wish(setting.pk, 3))
    monkeypatch.setattr(receive_module, "locked_transfer", unlocked)

    results = race(lambda _: receive_module.receive_transfer(transfer=transfer, actor=TEST), 6)

    assert sum(isinstance(r, Transfer) for r in results) > 1, results


@pytest.mark.django_db(transaction=True)
def test_asking_and_buying_at_once_gives_the_piece_to_one_of_them():
    for _ in range(rounds()):
        stone = a_stone()

        def work(n, pk=stone.pk):
            if n % 2:
                return asked(Wish(pk))
            return claim_stock(
                lines=[ClaimLine(pk)], purpose="basket", holder=f"customer:{n}",
                expires_at=None, actor=TEST,
            )  # fmt: skip

        a_place("melbourne")
        results = race(work, 8)

        assert sum(not isinstance(r, Exception) for r in results) == 1, results
        assert all(isinstance(r, Insufficient) for r in results if isinstance(r, Exception))
        assert lies(stone) == {"sydney": (1, 1)}
