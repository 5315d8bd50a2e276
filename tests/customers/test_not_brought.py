"""She waits for a piece in a store, and it doesn't come: her timeline says why."""

import pytest

from customers.models import Appointment, Interaction
from customers.selectors.timeline import timeline_of
from inventory.actions.call_off_transfers import call_off_transfers
from inventory.actions.cancel_transfer import cancel_transfer
from inventory.actions.receive_transfer import receive_transfer
from inventory.actions.release import release_claims
from inventory.actions.write_off_transfer import write_off_transfer
from inventory.models import Transfer
from omni.lib.clock import now
from tests.cast import acting
from tests.inventory.moves import Wish, asked, sent
from tests.stock import TEST, a_place, a_setting, hold

pytestmark = pytest.mark.django_db


def told(customer) -> list[str]:
    return [entry.facts["text"] for entry in timeline_of(customer)]


def test_the_store_that_has_it_cant_send_it(priya, marcus, stone, melbourne):
    claim = hold(stone, f"customer:{priya.public_id}")
    setting = a_setting()
    transfer = asked(
        Wish(stone.pk, claim=claim.public_id), Wish(setting.pk), to=a_place("melbourne")
    )

    cancel_transfer(transfer=transfer, why="its clasp is broken", actor=acting(marcus))

    entry = Interaction.objects.get()
    assert told(priya) == [f"{stone.sku} isn’t brought to {transfer.destination.name}: "
                           "its clasp is broken"]  # fmt: skip
    assert (entry.actor, entry.item) == (str(acting(marcus)), stone.public_id)
    assert entry.store == transfer.destination.store
    claim.refresh_from_db()
    assert claim.is_live


def test_it_is_lost_on_the_way_to_her_visit(priya, marcus, stone, melbourne):
    booking = Appointment.objects.create(
        customer=priya, store=melbourne, starts_at=now(), ends_at=now(), booked_by="test"
    )
    claim = hold(stone, f"appointment:{booking.public_id}")
    transfer = sent(
        Wish(stone.pk, claim=claim.public_id), Wish(a_setting().pk), to=a_place("melbourne")
    )
    line = transfer.lines.exclude(item=stone).get()
    transfer = receive_transfer(transfer=transfer, received={line.pk: 1}, actor=TEST)

    write_off_transfer(transfer=transfer, why="the courier lost it", actor=acting(marcus))

    assert told(priya) == [f"{stone.sku} isn’t brought to {transfer.destination.name}: "
                           "lost on the way, the courier lost it"]  # fmt: skip


def test_what_she_let_go_or_nobody_held_tells_nobody(priya, stone, melbourne):
    claim = hold(stone, f"customer:{priya.public_id}")
    asked(Wish(stone.pk, claim=claim.public_id), to=a_place("melbourne"))
    free = asked(Wish(a_setting().pk), to=a_place("melbourne"))

    release_claims(claims=[claim.public_id], why="let go", actor=TEST)
    call_off_transfers(actor=TEST)
    cancel_transfer(transfer=free, why="not needed", actor=TEST)

    assert set(Transfer.objects.values_list("state", flat=True)) == {"cancelled"}
    assert not Interaction.objects.exists()
