"""The pieces of a transfer are taken from the shelf and packed."""

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import database_now

from ..errors import BadQuantity, NotSoMany
from ..models import Transfer, TransferLine
from ..transfers import lines_of, locked_transfer, save

State = Transfer.State


@transaction.atomic
def pick_transfer(*, transfer: Transfer, picked: dict[int, int], actor: Actor) -> Transfer:
    """Say how many pieces of each line (by its id) lie in the box now; others stay as they are.

    Raises `TransferMovedOn` once it has left, `BadQuantity`, `NotSoMany` for more than asked for.
    """
    found = locked_transfer(transfer, State.REQUESTED, State.PICKED)
    lines = {line.pk: line for line in lines_of(found)}
    if not picked or any(pk not in lines or number < 0 for pk, number in picked.items()):
        raise BadQuantity
    for pk, number in picked.items():
        if number > lines[pk].quantity:
            raise NotSoMany(f"{lines[pk].quantity} of {lines[pk].item.sku} were asked for.")
        lines[pk].picked = number
    TransferLine.objects.bulk_update(lines.values(), ["picked"])
    some = any(line.picked for line in lines.values())
    return save(
        found,
        state=State.PICKED if some else State.REQUESTED,
        picked_at=database_now() if some else None,
    )
