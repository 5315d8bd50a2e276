"""Somebody who has pieces brought to one store comes to another: what isn't packed isn't sent to
the first."""

from contextlib import suppress

from django.db import transaction
from django.db.models import Exists, OuterRef

from omni.lib.actors import Actor
from staff.models import Store

from ..errors import TransferMovedOn
from ..locks import lock_stock
from ..models import Item, Transfer, TransferLine
from ..transfers import locked_transfer
from .cancel_transfer import cancel_transfer

State = Transfer.State


@transaction.atomic
def replace_transfers(
    *, holder: str, items: list[Item], store: Store, why: str, actor: Actor
) -> list[Transfer]:
    """Cancel what was asked for on this holder's holds of these items alone, for another place.

    What is packed or has left goes where it goes, and so does a box with pieces of others. Locks
    these transfers, and then the stock of all `items`.
    """
    found = []
    for transfer in _bound_elsewhere(holder, items, store):
        with suppress(TransferMovedOn):
            found.append(locked_transfer(transfer, State.REQUESTED))
    lock_stock(item.pk for item in items)
    return [cancel_transfer(transfer=transfer, why=why, actor=actor) for transfer in found]


def _bound_elsewhere(holder: str, items: list[Item], store: Store) -> list[Transfer]:
    lines = TransferLine.objects.filter(transfer=OuterRef("pk"))
    hers = lines.filter(claim__holder=holder, item__in=items)
    asked_for = Transfer.objects.filter(Exists(hers), state=State.REQUESTED)
    alone = asked_for.exclude(Exists(lines.exclude(claim__holder=holder, item__in=items)))
    return list(alone.exclude(destination__store=store).order_by("pk"))
