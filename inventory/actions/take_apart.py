"""A finished ring becomes its parts again."""

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..errors import NotAssembled, PiecesClaimed
from ..ledger import Step, ensure_records, post, record_at
from ..locks import lock_stock
from ..models import Assembly, Item, Location, StockMovement

Reason = StockMovement.Reason


@transaction.atomic
def take_apart(*, item: Item, actor: Actor) -> Assembly:
    """Put its parts back into their lots, where the ring lies; nobody may hold it.

    Raises `NotAssembled` when it was never made here, was taken apart, or isn't in stock;
    `PiecesClaimed`.
    """
    assembly = Assembly.objects.filter(item=item, taken_apart_at=None).first()
    if assembly is None:
        raise NotAssembled
    parts = list(assembly.parts.all())
    selling = Location.objects.filter(kind__in=Location.SELLING | {Location.Kind.WORKSHOP})
    places = set(
        selling.filter(records__item=item, records__on_hand__gt=0).values_list("pk", flat=True)
    )
    ensure_records((p.item_id, place, p.lot_id) for p in parts for place in places)
    locked = lock_stock([item.pk, *(part.item_id for part in parts)])
    assembly.refresh_from_db()
    ring = next((r for r in locked.records_of(item.pk) if r.on_hand), None)
    if ring is None or ring.location_id not in places or assembly.taken_apart_at:
        raise NotAssembled
    if ring.claimed:
        raise PiecesClaimed
    steps = [Step(ring, -1, Reason.TAKEN_APART)]
    for part in parts:
        target = record_at(locked, part.item_id, ring.location_id, part.lot_id)
        steps.append(Step(target, part.quantity, Reason.TAKEN_APART, carats=part.carats))
    post(steps, locked=locked, actor=actor, cause=f"assembly:{assembly.public_id}")
    assembly.taken_apart_at, assembly.taken_apart_by = locked.at, str(actor)
    assembly.save(update_fields=["taken_apart_at", "taken_apart_by"])
    changed(locked.items)
    return assembly
