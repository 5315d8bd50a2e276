"""Keep pieces for somebody: the one way in which anything is held."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import F

from omni.lib.actors import Actor
from omni.lib.ids import public_id

from ..changes import changed
from ..errors import BadQuantity, Insufficient, Short
from ..locks import Locked, lock_stock
from ..models import Claim, Location, StockRecord


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """`quantity` pieces of an item, from `location_id` or wherever they are free.

    `online` takes only from places whose pieces may be bought online.
    """

    item_id: int
    quantity: int = 1
    location_id: int | None = None
    online: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What every claim of one call has in common."""

    purpose: str
    holder: str
    expires_at: dt.datetime | None
    actor: str

    @property
    def fields(self) -> dict:
        return asdict(self)


@transaction.atomic
def claim_stock(
    *,
    lines: list[ClaimLine],
    purpose: str,
    holder: str,
    expires_at: dt.datetime | None,
    actor: Actor,
    also: tuple[str, ...] = (),
) -> list[Claim]:
    """Hold all lines for `holder` or none; answers one or more claims per line, in order.

    What `holder`, or one of `also` (the same person under other references), holds of an item
    already is taken over: its purpose, holder and time become these. Raises `Insufficient` with
    every short line, `BadQuantity`.
    """
    if not lines or any(line.quantity < 1 for line in lines):
        raise BadQuantity
    locked = lock_stock(line.item_id for line in lines)
    own = _own_claims(locked, {holder, *also})
    short = [s for s in (_short(line, locked, own) for line in lines) if s]
    if short:
        raise Insufficient(short)
    terms = Terms(purpose, holder, expires_at, str(actor))
    claims: list[Claim] = []
    for line in lines:
        claims += _take(line, locked, own, terms)
    changed(line.item_id for line in lines)
    return claims


def _own_claims(locked: Locked, holders: set[str]) -> dict[int, list[Claim]]:
    claims = Claim.objects.live().filter(record_id__in=locked.records, holder__in=holders)
    own: dict[int, list[Claim]] = {}
    for claim in claims.order_by("pk"):
        own.setdefault(claim.item_id, []).append(claim)
    return own


def _records(line: ClaimLine, locked: Locked) -> list[StockRecord]:
    """Where the line may take from: the place it names, else stores and stock rooms alike."""
    return [
        record
        for record in locked.records_of(line.item_id)
        if line.location_id in (None, record.location_id)
        and record.location.kind in Location.SELLING
        and (record.location.sells_online or not line.online)
    ]


def _free(line: ClaimLine, locked: Locked) -> int:
    return sum(record.on_hand - record.claimed for record in _records(line, locked))


def _usable(line: ClaimLine, own: dict[int, list[Claim]], locked: Locked) -> list[Claim]:
    places = {record.pk for record in _records(line, locked)}
    return [claim for claim in own.get(line.item_id, []) if claim.record_id in places]


def _short(line: ClaimLine, locked: Locked, own: dict[int, list[Claim]]) -> Short | None:
    held = sum(claim.quantity for claim in _usable(line, own, locked))
    free = _free(line, locked) + held
    if free >= line.quantity:
        return None
    pieces = sum(record.on_hand for record in locked.records_of(line.item_id))
    sku = locked.items[line.item_id].sku if line.item_id in locked.items else str(line.item_id)
    return Short(line.item_id, sku, line.quantity, free, is_gone=pieces == 0)


def _take(line: ClaimLine, locked: Locked, own: dict, terms: Terms) -> list[Claim]:
    """Her own claims that are no larger first, then free pieces, then part of a larger claim."""
    wanted, taken = line.quantity, []
    for claim in _usable(line, own, locked):
        if wanted < claim.quantity:
            break
        taken.append(_take_over(claim, own, terms))
        wanted -= claim.quantity
    for record in _records(line, locked):
        part = min(wanted, record.on_hand - record.claimed)
        if part > 0:
            taken.append(_hold(record, part, locked, terms))
            wanted -= part
    for claim in _usable(line, own, locked) if wanted else []:
        if wanted < claim.quantity:
            own[line.item_id].append(_split(claim, wanted))
        taken.append(_take_over(claim, own, terms))
        wanted -= claim.quantity
        if not wanted:
            break
    if wanted:
        sku = locked.items[line.item_id].sku
        raise Insufficient([Short(line.item_id, sku, line.quantity, line.quantity - wanted)])
    return taken


def _take_over(claim: Claim, own: dict, terms: Terms) -> Claim:
    own[claim.item_id].remove(claim)
    Claim.objects.filter(pk=claim.pk).update(**terms.fields)
    return claim


def _split(claim: Claim, wanted: int) -> Claim:
    """`claim` keeps `wanted` of its pieces; the rest is held on as it was, by a new claim."""
    rest = Claim.objects.get(pk=claim.pk)
    rest.pk, rest.public_id, rest.quantity = None, public_id(), claim.quantity - wanted
    rest.save(force_insert=True)
    Claim.objects.filter(pk=claim.pk).update(quantity=wanted)
    claim.quantity = wanted
    return rest


def _hold(record: StockRecord, part: int, locked: Locked, terms: Terms) -> Claim:
    item = locked.items[record.item_id]
    record.claimed += part
    StockRecord.objects.filter(pk=record.pk).update(claimed=F("claimed") + part)
    return Claim.objects.create(
        record=record,
        item=item,
        is_serial=item.is_serial,
        quantity=part,
        created_at=locked.at,
        **terms.fields,
    )
