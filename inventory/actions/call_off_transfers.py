"""The sweep: what was asked for on somebody's hold isn't brought when that hold has ended."""

from contextlib import suppress

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from omni.lib.actors import Actor

from ..errors import TransferMovedOn
from ..models import Claim, Transfer, TransferLine
from ..transfers import locked_transfer, save
from .cancel_transfer import cancel_transfer

State = Transfer.State
WHY = "nobody holds it any more"
OWN = Q(claim__purpose=Claim.Purpose.TRANSFER)


def call_off_transfers(*, actor: Actor) -> int:
    """Cancel what isn't packed and of which every hold was let go or ran out; answers how many.

    A packed box is for people to unpack or to send, and a sold piece for them to hand over: pages
    that show these are told that a hold has ended.
    """
    for transfer in _to_be_told():
        with suppress(TransferMovedOn), transaction.atomic():
            save(locked_transfer(transfer, *Transfer.OPEN))
    return sum(_call_off(transfer, actor) for transfer in _wanted_by_nobody())


def _call_off(transfer: Transfer, actor: Actor) -> bool:
    with suppress(TransferMovedOn), transaction.atomic():
        locked_transfer(transfer, State.REQUESTED)  # not what was packed a moment ago
        cancel_transfer(transfer=transfer, why=WHY, actor=actor)
        return True
    return False


def _wanted_by_nobody() -> list[Transfer]:
    lines = TransferLine.objects.filter(transfer=OuterRef("pk"))
    wanted = lines.filter(Q(claim__released_at=None) | OWN)
    asked_for = Transfer.objects.filter(state=State.REQUESTED)
    return list(asked_for.filter(Exists(lines), ~Exists(wanted)).order_by("pk"))


def _to_be_told() -> list[Transfer]:
    """Those of which a hold has ended since they took their last step."""
    last = OuterRef("changed_at")
    ended = Q(claim__released_at__gt=last) | Q(claim__consumed_at__gt=last)
    lines = TransferLine.objects.filter(ended, transfer=OuterRef("pk")).exclude(OWN)
    return list(Transfer.objects.filter(Exists(lines), state__in=Transfer.OPEN).order_by("pk"))
