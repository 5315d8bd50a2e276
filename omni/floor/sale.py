"""The sale being made: pieces held for the client, and what was added, as the panel shows it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from inventory.models import Item
from inventory.selectors.availability import Availability
from staff.models import Store

WAYS = {
    "take_away": _("Takes it now"),
    "collect": _("Collects it here"),
    "deliver": _("Delivered"),
}


@dataclass(slots=True)
class Line:
    """`ways` are the fulfilments that are possible; `problem` stands beside the line."""

    item: Item
    is_hers: bool
    ways: list[tuple[str, str]]
    how: str
    problem: str = ""
    without: str = ""


@dataclass(slots=True)
class Sale:
    """`skus` as the address carries them; None of them given means what is held for her."""

    lines: list[Line] = field(default_factory=list)
    currency: str = "AUD"

    @property
    def total(self) -> Decimal:
        return sum((line.item.price for line in self.lines), Decimal(0))

    @property
    def is_held(self) -> bool:
        return any(line.is_hers for line in self.lines)

    @property
    def skus(self) -> str:
        return ",".join(line.item.sku for line in self.lines)


def sale_of(
    items: Iterable[Item], stock: dict[int, Availability], store: Store, hers: set[int],
    chosen: dict[str, str] | None = None,
) -> Sale:  # fmt: skip
    """The panel for these pieces; `chosen` maps an item's public id to how it leaves. No query."""
    items = list(items)
    sale = Sale(currency=store.currency)
    for item in items:
        here = is_here(stock[item.pk], store)
        ways = [way for way in WAYS.items() if here or way[0] != "take_away"]
        how = (chosen or {}).get(str(item.public_id), ways[0][0])
        without = ",".join(other.sku for other in items if other != item)
        line = Line(item, item.pk in hers, ways, how, _problem(item, stock, hers), without)
        sale.lines.append(line)
    return sale


def is_here(one: Availability, store: Store) -> bool:
    """Whether a piece of it lies in this store, held or not."""
    return any(place.store_id == store.pk for place in one.places)


def _problem(item: Item, stock: dict[int, Availability], hers: set[int]) -> str:
    one = stock[item.pk]
    if one.kind == "gone":
        return one.word
    if one.kind == "hold" and not one.free and item.pk not in hers:
        return one.word
    return ""
