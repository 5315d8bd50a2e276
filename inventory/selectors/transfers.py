"""Transfers by what a place has to do with them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Max, Prefetch, Q, QuerySet

from omni.lib.clock import now
from staff.models import Store

from ..models import Claim, Location, StockRecord, Transfer, TransferLine

State = Transfer.State
RECENT = dt.timedelta(days=7)
KEEPERS = (Location.Kind.VAULT, Location.Kind.WAREHOUSE)  # they have no people of their own


@dataclass(slots=True)
class Inbox:
    """`to_send` waits to be packed or sent, `coming` is on its way, `short` lacks something."""

    to_send: list[Transfer] = field(default_factory=list)
    coming: list[Transfer] = field(default_factory=list)
    short: list[Transfer] = field(default_factory=list)
    done: list[Transfer] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.to_send or self.coming or self.short or self.done)


def seen_from(store_ids: Iterable[int]) -> Q:
    """Those that these stores' people may see: their own, and what vaults and warehouses send."""
    here = Q(source__store__in=store_ids) | Q(destination__store__in=store_ids)
    return here | Q(source__kind__in=KEEPERS)


def open_to(store_id: int) -> QuerySet[Transfer]:
    """Those that a store's people may see, with their lines."""
    rows = Transfer.objects.filter(seen_from([store_id]))
    lines = TransferLine.objects.select_related("item__stone", "item__product", "claim")
    return rows.select_related("source", "destination").prefetch_related(
        Prefetch("lines", lines.order_by("pk"))
    )


def is_sent_by(transfer: Transfer, store_id: int) -> bool:
    """A store packs its own, and anybody what lies in a vault or warehouse; nobody of ours is at a
    supplier's, so whoever asked orders it there.
    """
    source = transfer.source
    if source.kind == Location.Kind.SUPPLIER:
        return transfer.destination.store_id == store_id
    return source.store_id == store_id or source.kind in KEEPERS


def inbox(store_id: int, most: int = 20) -> Inbox:
    """What is to be done, the oldest first, and what was done last; three queries."""
    found = Inbox()
    rows = list(open_to(store_id).filter(state__in=Transfer.OPEN).order_by("pk"))
    for row in rows:
        if row.state in (State.REQUESTED, State.PICKED) and is_sent_by(row, store_id):
            found.to_send.append(row)
        elif row.destination.store_id == store_id:
            (found.short if row.state == State.SHORT else found.coming).append(row)
    ended = (State.RECEIVED, State.CANCELLED)
    mine = Q(source__store=store_id) | Q(destination__store=store_id)
    found.done = list(open_to(store_id).filter(mine, state__in=ended).order_by("-pk")[:most])
    return found


def is_asked_for(claim: Claim) -> bool:
    """Whether a transfer is to take these pieces along, or has them; one query."""
    return TransferLine.objects.filter(claim=claim, transfer__state__in=Transfer.OPEN).exists()


def bound_for(claim: Claim) -> Store | None:
    """The store that these pieces are brought to, else the one where they lie; two queries.

    None when nothing brings them any more: what they were last asked for by was cancelled.
    """
    lines = TransferLine.objects.filter(claim=claim).order_by("-pk")
    line = lines.select_related("transfer__destination__store").first()
    if line is not None and line.transfer.state == State.CANCELLED:
        return None
    if line is not None and line.transfer.is_open:
        return line.transfer.destination.store
    records = StockRecord.objects.select_related("location__store")
    return records.get(pk=claim.record_id).location.store


def last_asked(claims: Iterable[Claim]) -> dict[int, Transfer]:
    """By hold (its id), the transfer that it was asked for by last; one query."""
    lines = TransferLine.objects.filter(claim__in=list(claims)).order_by("pk")
    return {line.claim_id: line.transfer for line in lines.select_related("transfer__destination")}


def line_with(transfer: Transfer, item_id: int | None) -> TransferLine | None:
    """The line of this piece, of which something is left to do, else any line of it."""
    lines = [line for line in transfer.lines.all() if line.item_id == item_id]
    waiting = [line for line in lines if line.picked < line.quantity]
    return next(iter(waiting or lines), None)


def version_of(transfer: Transfer) -> int:
    """A number that grows with every step of this transfer, in ms."""
    return int(transfer.changed_at.timestamp() * 1000)


def box_versions(transfer_ids: Iterable[str]) -> dict[str, int]:
    """`version_of` each of these, by public id."""
    rows = Transfer.objects.filter(public_id__in=transfer_ids).only("public_id", "changed_at")
    return {str(row.public_id): version_of(row) for row in rows}


def transfer_versions(store_ids: Iterable[str]) -> dict[str, int]:
    """A number per store (by public id) that grows with every step of its transfers, in ms.

    Its pages ask for it every few seconds: only the last days are read.
    """
    recent = Transfer.objects.filter(changed_at__gte=now() - RECENT).order_by()
    rows = recent.values_list(
        "source__store__public_id", "destination__store__public_id", "source__kind"
    ).annotate(last=Max("changed_at"))
    found = dict.fromkeys(map(str, store_ids), 0)
    for source, destination, kind, last in rows:
        for key in found:
            if kind in KEEPERS or key in (str(source), str(destination)):
                found[key] = max(found[key], int(last.timestamp() * 1000))
    return found
