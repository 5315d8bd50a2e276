"""The one way in which pieces come, go and move: records and their movements, together."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import F

from omni.lib.actors import Actor
from omni.lib.ids import public_id

from .errors import OnTheWay
from .locks import Locked
from .models import Claim, Location, StockMovement, StockRecord

POST = """
UPDATE inventory_stockrecord r SET on_hand = r.on_hand + s.delta, claimed = r.claimed + s.claimed,
    carats = CASE WHEN s.carats IS NULL THEN r.carats ELSE coalesce(r.carats, 0) + s.carats END
FROM (
    SELECT record_id, sum(delta) AS delta, sum(claimed) AS claimed, sum(carats) AS carats
    FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::numeric[])
        AS steps (record_id, delta, claimed, carats)
    GROUP BY record_id
) s WHERE r.id = s.record_id
"""


@dataclass(frozen=True, slots=True)
class Step:
    """`delta` pieces more (or fewer) in a locked record, and `claimed` more of them held.

    `carats` is the change of a parcel's weight in ct. Pieces that leave a parcel unweighed take
    their share by its average, and the last of them all the rest.
    """

    record: StockRecord
    delta: int
    reason: str
    claimed: int = 0
    carats: Decimal | None = None


def post(steps: Iterable[Step], *, locked: Locked, actor: Actor, cause: str) -> None:
    """Change the records, which `locked` holds, and write a movement for each step; two queries.

    The constraints have the last word: an action checks first, so that it can say why not.
    """
    done = [(step, _apply(step)) for step in steps if step.delta or step.carats]
    if not done:
        return
    columns = zip(
        *((step.record.pk, step.delta, step.claimed, carats) for step, carats in done), strict=True
    )
    with connection.cursor() as cursor:
        cursor.execute(POST, [list(column) for column in columns])
    StockMovement.objects.bulk_create(
        StockMovement(
            at=locked.at, record_id=step.record.pk, item_id=step.record.item_id,
            location_id=step.record.location_id, delta=step.delta, carats=carats,
            reason=step.reason, actor=str(actor), cause=cause,
        )
        for step, carats in done
    )  # fmt: skip


def _apply(step: Step) -> Decimal | None:
    """Change the record in memory as it will be; answers the change of its weight."""
    record, carats = step.record, step.carats
    if carats is None and step.delta < 0 and record.carats is not None:
        carats = -share(record, -step.delta)
    if carats is not None:
        record.carats = (record.carats or Decimal(0)) + carats
    record.on_hand += step.delta
    record.claimed += step.claimed
    return carats


def check_lie_still(places: Iterable[Location]) -> None:
    """Raise `OnTheWay` for a place where pieces come and go by transfers and memos alone."""
    if any(place.kind in (Location.Kind.TRANSIT, Location.Kind.CUSTOMER) for place in places):
        raise OnTheWay


def ensure_records(places: Iterable[tuple[int, int, int]]) -> None:
    """Make the empty records (item, location, lot) that are missing.

    Before the lock, as a new record can't be locked by those who came earlier: it is empty.
    """
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO inventory_stockrecord (item_id, location_id, lot_id, on_hand, claimed)"
            " VALUES (%s, %s, %s, 0, 0) ON CONFLICT (item_id, location_id, lot_id) DO NOTHING",
            sorted(set(places)),
        )


def record_at(locked: Locked, item_id: int, location_id: int, lot_id: int) -> StockRecord:
    """The locked record of this item, place and lot; `ensure_records` made it before the lock."""
    return next(
        record
        for record in locked.records_of(item_id)
        if (record.location_id, record.lot_id) == (location_id, lot_id)
    )


def share(record: StockRecord, pieces: int) -> Decimal:
    """The weight in ct of so many pieces of a parcel by its average, all of it with the last."""
    if pieces == record.on_hand:
        return record.carats
    return (record.carats * pieces / record.on_hand).quantize(Decimal("0.01"))


def carry(
    source: StockRecord, target: StockRecord, pieces: int, claims: Iterable[Claim] = ()
) -> list[Step]:
    """Both legs of a move between places, the claims going along; to be posted at once."""
    weight = share(source, pieces) if source.carats is not None else None
    claims = list(claims)
    held = sum(claim.quantity for claim in claims)
    Claim.objects.filter(pk__in=[claim.pk for claim in claims]).update(record=target)
    for claim in claims:
        claim.record_id = target.pk
    reasons = StockMovement.Reason
    return [
        Step(source, -pieces, reasons.MOVED_OUT, -held, None if weight is None else -weight),
        Step(target, pieces, reasons.MOVED_IN, held, weight),
    ]


def part(claim: Claim, pieces: int) -> Claim:
    """Part so many pieces from a larger claim: they keep `claim`, the rest has a new one."""
    rest = Claim.objects.get(pk=claim.pk)
    rest.pk, rest.public_id, rest.quantity = None, public_id(), claim.quantity - pieces
    rest.save(force_insert=True)
    Claim.objects.filter(pk=claim.pk).update(quantity=pieces)
    claim.quantity = pieces
    return rest


def let_go(claims: Iterable[Claim], why: str, *, locked: Locked) -> None:
    """End live claims on locked records; `why` says who and for what reason."""
    for claim in claims:
        record = locked.records[claim.record_id]
        record.claimed -= claim.quantity
        claim.released_at, claim.released_why = locked.at, why[:80]
        claim.save(update_fields=["released_at", "released_why"])
        StockRecord.objects.filter(pk=record.pk).update(claimed=F("claimed") - claim.quantity)
