"""Transfers for tests: asked for, packed and sent in a line."""

from inventory.actions.pick_transfer import pick_transfer
from inventory.actions.request_transfer import Wish, request_transfer
from inventory.actions.ship_transfer import ship_transfer
from inventory.models import Item, Location, StockRecord, Transfer
from tests.stock import TEST, a_place


def asked(*wishes: Wish, to: Location | None = None, source: Location | None = None) -> Transfer:
    """From Sydney to Melbourne unless told."""
    return request_transfer(
        source=source or a_place(), destination=to or a_place("melbourne"), lines=list(wishes),
        actor=TEST,
    )  # fmt: skip


def packed(transfer: Transfer) -> Transfer:
    every = {line.pk: line.quantity for line in transfer.lines.all()}
    return pick_transfer(transfer=transfer, picked=every, actor=TEST)


def sent(*wishes: Wish, **places: Location) -> Transfer:
    return ship_transfer(transfer=packed(asked(*wishes, **places)), actor=TEST)


def lies(item: Item) -> dict[str, tuple[int, int]]:
    """{place: (on hand, claimed)} where any are."""
    records = StockRecord.objects.filter(item=item, on_hand__gt=0).select_related("location")
    return {r.location.code: (r.on_hand, r.claimed) for r in records}
