"""Chains, bracelets, earrings and watches, each in several metals and sizes; seeded stock."""

import random
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from inventory.actions.receive import ReceiveLine, receive_stock
from inventory.metals import METALS
from inventory.models import Item, Location, Product
from inventory.selectors.jewellery import UNITS
from omni.lib.actors import Actor

from .settings import CODES

SEED = 18
GOLDS = ("yellow-gold", "white-gold", "rose-gold")
ALL = (*GOLDS, "platinum")


@dataclass(frozen=True, slots=True)
class Style:
    """`drawing` names one of our drawings; `sizes` are prices by size, in 18 ct gold, and
    `measure` says what the sizes are."""

    code: str
    name: str
    drawing: str
    measure: str
    sizes: dict[str, int]
    metals: tuple[str, ...]
    words: str


STYLES = (
    Style("CT", "Fine trace chain", "trace-chain", "length_cm",
          {"40": 620, "45": 690, "50": 760}, ALL,
          "Round links of 1.4 mm that lie flat and don’t catch."),
    Style("CC", "Curb chain", "curb-chain", "length_cm",
          {"45": 2450, "50": 2720, "55": 2990}, GOLDS,
          "Broad links that lie over each other, 4 mm wide and heavy in the hand."),
    Style("BT", "Tennis bracelet", "tennis-bracelet", "length_cm",
          {"16": 7900, "17": 8350, "18": 8800}, ALL,
          "Thirty-eight brilliants of one size, F to G, VS, each in four claws."),
    Style("ES", "Brilliant studs", "studs", "carat",
          {"0.50": 1950, "0.70": 3200, "1.00": 5900}, ALL,
          "A pair of brilliants, matched by hand. The weight is that of both together."),
    Style("EH", "Plain hoops", "hoops", "across_mm",
          {"15": 480, "20": 590, "30": 840}, GOLDS,
          "Polished inside and out, with a hinge that you hear close."),
    Style("WD", "Dress watch", "watch", "across_mm",
          {"34": 6400, "38": 6900}, GOLDS,
          "Small seconds, a hand-wound movement, and a strap that we change while you wait."),
)  # fmt: skip
PLATINUM = Decimal("1.3")  # times the price in gold


@transaction.atomic
def stock_jewellery(*, places: dict[str, Location], actor: Actor, seed: int = SEED) -> int:
    """Make the pieces and receive them; answers how many items there are."""
    items = [item for style in STYLES for item in _items(style)]
    dice = random.Random(seed)
    lines = [
        ReceiveLine(item=item, location=places[code], quantity=quantity)
        for item in items
        for code, quantity in _quantities(dice)
        if quantity
    ]
    receive_stock(lines=lines, cause="demo:jewellery", actor=actor)
    return len(items)


def _items(style: Style) -> list[Item]:
    product, _new = Product.objects.get_or_create(
        slug=style.name.lower().replace(" ", "-"),
        defaults={
            "kind": Product.Kind.JEWELLERY, "name": style.name, "style": style.drawing,
            "description": style.words, "is_demo": True,
        },
    )  # fmt: skip
    return Item.objects.bulk_create(
        Item(
            product=product,
            sku=f"JW-{style.code}-{CODES[metal]}-{size.replace('.', '')}",
            title=f"{style.name}, {METALS[metal]}, {size} {UNITS[style.measure]}",
            price=_price(price, metal),
            options={"metal": metal, style.measure: size},
            is_demo=True,
        )
        for metal in style.metals
        for size, price in style.sizes.items()
    )


def _price(in_gold: int, metal: str) -> Decimal:
    """In whole tens."""
    price = in_gold * PLATINUM if metal == "platinum" else Decimal(in_gold)
    return 10 * (price / 10).quantize(Decimal(1))


def _quantities(dice: random.Random) -> list[tuple[str, int]]:
    """One or two in about half the stores, some in the warehouse."""
    pieces = [(code, dice.choice((0, 0, 1, 2))) for code in ("sydney", "melbourne", "perth")]
    return [*pieces, ("warehouse", dice.randint(1, 4))]
