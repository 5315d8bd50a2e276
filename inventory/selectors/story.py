"""All that ever happened to a piece, from its first receipt to now, read from what explains it."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import CharField, DateTimeField, Value
from django.utils.translation import gettext as _

from omni.lib.money import shown

from ..models import (
    Claim,
    CountLine,
    Item,
    MediaRetry,
    MediaTakedown,
    PriceChange,
    StockMovement,
    Transfer,
    TransferLine,
)
from .story_words import ASKED_AGAIN, SHOWN_AGAIN, TAKEN_DOWN, moved


@dataclass(slots=True)
class Happening:
    """`lead` and `rest` are one sentence; `actor`, `holder` and `cause` are references whose

    names their owners know. `balance` is what lay where afterwards, for a movement.
    """

    at: dt.datetime
    icon: str
    lead: str
    rest: str = ""
    actor: str = ""
    holder: str = ""
    cause: str = ""
    balance: dict[str, int] = field(default_factory=dict)


def story_of(item: Item, *, with_cost: bool = False) -> list[Happening]:
    """Newest first; six queries. Costs are told to those who may know them."""
    told = [
        *_movements(item),
        *_claims(item),
        *_prices(item, with_cost),
        *_counts(item),
        *_transfers(item),
        *_by_hand(item),
    ]
    return sorted(told, key=lambda one: one.at, reverse=True)


def _movements(item: Item) -> list[Happening]:
    """The two legs of one step are one sentence."""
    rows = StockMovement.objects.filter(item=item).select_related("location").order_by("at", "id")
    lying: dict[str, int] = defaultdict(int)
    told = []
    for (at, cause), legs in groupby(rows, key=lambda row: (row.at, row.cause)):
        steps = list(legs)
        for step in steps:
            lying[step.location.name] += step.delta
        icon, lead, rest = moved(steps)
        told.append(
            Happening(
                at, icon, lead, rest, actor=steps[0].actor, cause=cause,
                balance={place: number for place, number in lying.items() if number},
            )
        )  # fmt: skip
    return told


def _claims(item: Item) -> list[Happening]:
    """A hold began and, unless it became a sale or a step told above, ended."""
    told = []
    for claim in Claim.objects.filter(item=item).select_related("record__location"):
        if claim.purpose == Claim.Purpose.TRANSFER:
            continue
        pieces = "" if claim.quantity == 1 else _(", %(n)s pieces") % {"n": claim.quantity}
        about = {"purpose": claim.get_purpose_display().lower(), "pieces": pieces}
        told.append(
            Happening(
                claim.created_at, "clock", _("Held"), _(": %(purpose)s%(pieces)s") % about,
                actor=claim.actor, holder=claim.holder,
            )
        )  # fmt: skip
        if claim.released_at:
            overdue = claim.released_why == "expired"
            why = "" if overdue else f": {claim.released_why.partition(' (')[0]}"
            lead = _("The hold ran out") if overdue else _("Let go")
            told.append(Happening(claim.released_at, "x", lead, why, holder=claim.holder))
    return told


def _prices(item: Item, with_cost: bool) -> list[Happening]:
    kinds = PriceChange.Kind.values if with_cost else [PriceChange.Kind.PRICE]
    told = []
    for change in PriceChange.objects.filter(item=item, kind__in=kinds):
        lead = _("Priced anew") if change.kind == PriceChange.Kind.PRICE else _("Cost us")
        rest = f": {shown(change.amount, change.currency)}"
        if change.before is not None:
            rest += _(", before %(price)s") % {"price": shown(change.before, change.currency)}
        told.append(
            Happening(change.at, "document", lead, rest, actor=change.actor, cause=change.cause)
        )
    return told


def _counts(item: Item) -> list[Happening]:
    rows = CountLine.objects.filter(item=item).select_related("count__location")
    told = []
    for line in rows:
        about = {
            "place": line.count.location.name, "counted": line.counted, "expected": line.expected,
        }  # fmt: skip
        rest = _(" in %(place)s: %(counted)s of %(expected)s") % about
        if line.note:
            rest += f". {line.note}"
        if line.adjusted and line.count.corrected_why:
            rest += f". {line.count.corrected_why}"
        told.append(
            Happening(line.count.closed_at, "scan", _("Counted"), rest, actor=line.count.closed_by)
        )
    return told


def _transfers(item: Item) -> list[Happening]:
    """What the ledger doesn't say: who asked for it, and that it didn't go."""
    rows = TransferLine.objects.filter(item=item)
    told = []
    for line in rows.select_related("transfer__source", "transfer__destination"):
        transfer = line.transfer
        places = {"from": transfer.source.name, "to": transfer.destination.name}
        told.append(
            Happening(
                transfer.requested_at, "box", _("Asked for"),
                _(" from %(from)s to %(to)s") % places, actor=transfer.requested_by,
            )
        )  # fmt: skip
        if transfer.state == Transfer.State.CANCELLED:
            told.append(
                Happening(
                    transfer.cancelled_at, "x", _("The transfer was cancelled"),
                    f": {transfer.cancelled_why}",
                )
            )  # fmt: skip
    return told


def _by_hand(item: Item) -> list[Happening]:
    """What people did about its pictures; one that it had by several links is one. One query."""
    which = ("media__kind", "why")
    rows = MediaTakedown.objects.filter(media__item=item).values_list(
        *which, "taken_at", "taken_by", "back_at", "back_by"
    )
    nobody = (Value(None, DateTimeField()), Value(None, CharField()))
    retries = MediaRetry.objects.filter(media__item=item).values_list(
        *which, "asked_at", "asked_by", *nobody
    )
    told = {}
    for kind, why, at, by, back_at, back_by in rows.union(retries, all=True):
        down = back_by is not None
        words, icon = (TAKEN_DOWN, "x") if down else (ASKED_AGAIN, "spin")
        told[at, kind, down] = Happening(at, icon, str(words[kind]), f": {why}", actor=by)
        if back_at:
            told[back_at, kind, "back"] = Happening(
                back_at, "left", str(SHOWN_AGAIN[kind]), actor=back_by
            )
    return list(told.values())
