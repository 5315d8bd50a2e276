"""Finished rings in the stores' windows: settings with a stone of the same place in them."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from inventory.actions.assemble import Part, assemble
from inventory.models import Item, Location, Product, RingSetting, Stone
from inventory.models.stone import Shape
from omni.lib.actors import Actor

CARATS = Decimal("0.7"), Decimal("1.6")


@dataclass(frozen=True, slots=True)
class Ring:
    """`style` is the setting's product."""

    sku: str
    name: str
    style: str
    metal: str
    shape: Shape
    place: str


RINGS = (
    Ring("FR-1001", "Oval solitaire", "four-claw-solitaire", "platinum", Shape.OVAL, "sydney"),
    Ring("FR-1002", "Cushion in a halo", "fine-halo", "rose-gold", Shape.CUSHION, "sydney"),
    Ring("FR-1003", "Emerald on a knife edge", "knife-edge-solitaire", "yellow-gold",
         Shape.EMERALD, "melbourne"),
    Ring("FR-1004", "Oval trilogy", "trilogy", "platinum", Shape.OVAL, "melbourne"),
    Ring("FR-1005", "Pear solitaire", "four-claw-solitaire", "white-gold", Shape.PEAR, "perth"),
    Ring("FR-1006", "Radiant on a broad band", "broad-four-claw-solitaire", "yellow-gold",
         Shape.RADIANT, "perth"),
)  # fmt: skip


@transaction.atomic
def make_rings(*, places: dict[str, Location], actor: Actor) -> int:
    """Answers how many; one for which a place has no stone or setting is left out."""
    return sum(_made(ring, places[ring.place], actor) for ring in RINGS)


def _made(ring: Ring, place: Location, actor: Actor) -> bool:
    setting = (
        _lying(RingSetting.objects.filter(item__product__slug=ring.style, metal=ring.metal), place)
        .order_by("size")
        .first()
    )
    stone = (
        _lying(Stone.objects.filter(shape=ring.shape, carat__range=CARATS), place)
        .order_by("item__sku")
        .first()
    )
    if setting is None or stone is None:
        return False
    product, _new = Product.objects.get_or_create(
        slug="finished-rings",
        defaults={
            "kind": Product.Kind.JEWELLERY, "name": "Finished rings", "is_demo": True,
            "description": "Set and ready to wear.",
        },
    )  # fmt: skip
    item = Item.objects.create(
        product=product,
        sku=ring.sku,
        title=ring.name,
        price=setting.item.price + stone.item.price,
        is_serial=True,
        is_demo=True,
    )
    parts = [Part(setting.item), Part(stone.item)]
    assemble(item=item, parts=parts, location=place, actor=actor)
    return True


def _lying(pieces: QuerySet, place: Location) -> QuerySet:
    """Those of these with a free piece there."""
    here = {"item__records__location": place, "item__records__on_hand__gt": 0}
    return pieces.filter(item__records__claimed=0, **here).select_related("item")
