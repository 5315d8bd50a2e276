"""Forty ring settings, ten styles in four metals, each in the sizes I to R; seeded stock."""

import random
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.metals import METALS
from inventory.models import Item, Location, Product, RingSetting
from omni.lib.actors import Actor

SIZES = tuple("IJKLMNOPQR")
SEED = 40
# On top of the price in 18 ct gold.
PLATINUM = Decimal(350)
ROUNDED = ("round", "oval", "cushion")
ANY = (
    "round", "oval", "cushion", "princess", "emerald", "pear", "marquise", "asscher", "radiant",
    "heart", "trilliant", "baguette",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """`drawing` names one of our ring drawings; `price` is in 18 ct gold, `steps` how many sizes
    it can be made larger or smaller."""

    code: str
    name: str
    drawing: str
    price: int
    shapes: tuple[str, ...]
    carats: tuple[str, str]
    steps: int
    words: str


STYLES = (
    Style("FC", "Four-claw solitaire", "four-claw", 1600, ANY, ("0.30", "3.00"), 4,
          "Four claws and a plain band: the stone does the talking."),
    Style("FF", "Fine four-claw solitaire", "four-claw", 1450, ANY, ("0.20", "1.20"), 3,
          "A 1.6 mm band that lets a smaller stone look its best."),
    Style("FB", "Broad four-claw solitaire", "four-claw", 1890, ANY, ("0.50", "5.10"), 4,
          "A 2.6 mm band for a larger stone or a larger hand."),
    Style("HF", "Fine halo", "halo", 2800, ROUNDED, ("0.30", "2.00"), 2,
          "Small diamonds all round, set low."),
    Style("HB", "Bright halo", "halo", 3250, ROUNDED, ("0.50", "2.50"), 2,
          "A halo of larger stones that can be seen across a table."),
    Style("HS", "Slim halo", "halo", 2550, ROUNDED, ("0.20", "1.00"), 2,
          "A narrow halo that makes a half-carat look like more."),
    Style("TR", "Trilogy", "trilogy", 4000, ROUNDED, ("0.50", "2.50"), 2,
          "Two side stones a third of the size of yours."),
    Style("TG", "Graduated trilogy", "trilogy", 4650, ROUNDED, ("0.80", "3.00"), 2,
          "Side stones half the size of yours."),
    Style("KE", "Knife-edge solitaire", "knife-edge", 2100, ANY, ("0.30", "3.00"), 3,
          "A ridge along the band catches the light."),
    Style("KF", "Fine knife-edge solitaire", "knife-edge", 1850, ANY, ("0.20", "1.20"), 3,
          "The same ridge on a 1.7 mm band."),
)  # fmt: skip
# What the journey counts on: this ring is not in a store, and the warehouse has it.
ONLY_IN_WAREHOUSE = "RS-FC-PL-J"
CODES = {"platinum": "PL", "yellow-gold": "YG", "rose-gold": "RG", "white-gold": "WG"}


@transaction.atomic
def stock_settings(*, places: dict[str, Location], actor: Actor, seed: int = SEED) -> int:
    """Make the settings and receive their pieces; answers how many items there are."""
    items = [item for style in STYLES for item in _items(style)]
    dice = random.Random(seed)
    lines = [
        ReceiveLine(item=item, location=places[code], quantity=quantity)
        for item in items
        for code, quantity in _quantities(item.sku, dice)
        if quantity
    ]
    receive_stock(lines=lines, cause="demo:settings", actor=actor)
    return len(items)


def _items(style: Style) -> list[Item]:
    product, _ = Product.objects.get_or_create(
        slug=style.name.lower().replace(" ", "-"),
        defaults={
            "kind": Product.Kind.SETTING, "name": style.name, "style": style.drawing,
            "description": style.words, "is_demo": True,
        },
    )  # fmt: skip
    made = [(metal, size) for metal in METALS for size in SIZES]
    items = Item.objects.bulk_create(
        Item(
            product=product,
            sku=f"RS-{style.code}-{CODES[metal]}-{size}",
            title=f"{style.name}, {METALS[metal]}, size {size}",
            price=style.price + (PLATINUM if metal == "platinum" else 0),
            is_demo=True,
        )
        for metal, size in made
    )
    RingSetting.objects.bulk_create(
        RingSetting(
            item=item,
            metal=metal,
            size=size,
            accepted_shapes=list(style.shapes),
            carat_from=style.carats[0],
            carat_to=style.carats[1],
            resizable_steps=style.steps,
        )
        for item, (metal, size) in zip(items, made, strict=True)
    )
    return items


def _quantities(sku: str, dice: random.Random) -> list[tuple[str, int]]:
    """Pieces by place: one or two in about half the stores, some in the warehouse."""
    pieces = [(code, dice.choice((0, 0, 1, 2))) for code in ("sydney", "melbourne", "perth")]
    pieces.append(("warehouse", dice.randint(1, 5)))
    return [("warehouse", 4)] if sku == ONLY_IN_WAREHOUSE else pieces
