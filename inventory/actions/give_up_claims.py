"""What was held for somebody is let go, and what was asked for on these holds alone isn't sent."""

import uuid
from collections.abc import Iterable
from contextlib import suppress

from django.db import transaction
from django.db.models import Exists, OuterRef

from omni.lib.actors import Actor

from ..errors import TransferMovedOn
from ..models import Claim, Transfer, TransferLine
from ..transfers import locked_transfer
from .cancel_transfer import cancel_transfer
from .release import release_claims

State = Transfer.State


@transaction.atomic
def give_up_claims(*, claims: Iterable[uuid.UUID], why: str, actor: Actor) -> list[Claim]:
    """Free the pieces of these claims, at once and not when the sweep comes; answers them.

    What is packed or has left is for people, and so is a box with pieces of others. What ended
    already, or was sold a moment before, stays as it ended. Locks these transfers, and then the
    stock. Raises `UnknownClaim`.
    """
    named = list(claims)
    found = []
    for transfer in _asked_for_alone(named):
        with suppress(TransferMovedOn):
            found.append(locked_transfer(transfer, State.REQUESTED))
    freed = release_claims(claims=named, why=why, actor=actor) if named else []
    for transfer in found:
        if not _keeps_a_sold_piece(transfer):
            cancel_transfer(transfer=transfer, why=why, actor=actor)
    return freed


def _asked_for_alone(claims: list[uuid.UUID]) -> list[Transfer]:
    lines = TransferLine.objects.filter(transfer=OuterRef("pk"))
    theirs = lines.filter(claim__public_id__in=claims)
    others = lines.exclude(claim__public_id__in=claims).filter(claim__released_at=None)
    asked_for = Transfer.objects.filter(Exists(theirs), state=State.REQUESTED)
    return list(asked_for.exclude(Exists(others)).order_by("pk"))


def _keeps_a_sold_piece(transfer: Transfer) -> bool:
    """Bought before it was packed: whoever packs hands it over, and is told so on the box."""
    return transfer.lines.filter(claim__consumed_at__isnull=False).exists()
