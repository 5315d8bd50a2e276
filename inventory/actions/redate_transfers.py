"""What is asked for on somebody's holds is wanted by another day."""

import datetime as dt
import uuid
from collections.abc import Iterable
from contextlib import suppress

from django.db import transaction

from omni.lib.actors import Actor
from staff.models import Store

from ..errors import TransferMovedOn
from ..models import Transfer
from ..transfers import lines_of, locked_transfer, save

State = Transfer.State


@transaction.atomic
def redate_transfers(
    *, claims: Iterable[uuid.UUID], store: Store, due_on: dt.date, actor: Actor
) -> list[Transfer]:
    """The boxes to `store` with these claims that haven't left are due on that day.

    One with pieces of others is never due later than it was: they wait for it too. Answers those
    whose day changed.
    """
    named = set(claims)
    boxes = Transfer.objects.filter(
        lines__claim__public_id__in=named, destination__store=store,
        state__in=(State.REQUESTED, State.PICKED),
    )  # fmt: skip
    changed = []
    for transfer in boxes.distinct().order_by("pk"):
        with suppress(TransferMovedOn):
            found = locked_transfer(transfer, State.REQUESTED, State.PICKED)
            alone = all(line.claim and line.claim.public_id in named for line in lines_of(found))
            day = due_on if alone or found.due_on is None else min(due_on, found.due_on)
            if day != found.due_on:
                changed.append(save(found, due_on=day))
    return changed
