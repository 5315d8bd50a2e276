"""What the steps of a transfer have in common: its row is locked before any stock is."""

from collections.abc import Iterable

from omni.lib.actors import Actor
from omni.lib.clock import database_now
from omni.lib.events import emit

from .errors import TransferMovedOn
from .events import NotBrought, TransferChanged
from .models import Claim, Location, Transfer, TransferLine


def locked_transfer(transfer: Transfer, *states: str) -> Transfer:
    """The transfer as it is now, locked; raises `TransferMovedOn` in any other state."""
    found = Transfer.objects.select_for_update(no_key=True).get(pk=transfer.pk)
    if found.state not in states:
        raise TransferMovedOn(f"This transfer is {found.get_state_display().lower()} now.")
    return found


def lines_of(transfer: Transfer) -> list[TransferLine]:
    return list(transfer.lines.select_related("claim", "item").order_by("pk"))


def holder_of(transfer: Transfer) -> str:
    """What holds its pieces when nobody else does."""
    return f"transfer:{transfer.public_id}"


def is_own(claim: Claim, transfer: Transfer) -> bool:
    """Whether the transfer itself holds these pieces, so that they are free on arrival."""
    return claim.purpose == Claim.Purpose.TRANSFER and claim.holder == holder_of(transfer)


def tell_who_waits(
    transfer: Transfer, claims: Iterable[Claim], why: str, actor: Actor
) -> None:  # fmt: skip
    """Those of these claims that are somebody's don't come by it."""
    held = tuple((claim.holder, claim.item_id) for claim in claims if not is_own(claim, transfer))
    if held:
        emit(NotBrought(transfer.pk, held, why, actor))


def on_the_road() -> Location:
    """Where pieces lie between two places."""
    road = Location.objects.filter(kind=Location.Kind.TRANSIT).order_by("pk").first()
    if road is None:
        road, _ = Location.objects.get_or_create(
            code="transit",
            defaults={"name": "On its way", "kind": Location.Kind.TRANSIT, "sells_online": False},
        )
    return road


def save(transfer: Transfer, **fields: object) -> Transfer:
    """The step is taken, and whoever looks at the transfers hears of it."""
    changes = fields | {"changed_at": database_now()}
    for name, value in changes.items():
        setattr(transfer, name, value)
    transfer.save(update_fields=list(changes))
    emit(TransferChanged(transfer.pk))
    return transfer
