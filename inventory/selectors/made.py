"""Finished rings: a setting with its stones in it, and which ring a stone is set in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import capfirst

from .. import portrait
from ..metals import METALS
from ..models import Assembly, AssemblyPart, Item, RingSetting, StockRecord, Stone
from .facets import Facets
from .sentence import CLOSE, FILLERS, understand

# What people call it, which tells none from another.
RING_WORDS = frozenset(("ring", "rings", "finished", "ready", "wear", "engagement"))

# Whether an item was a finished ring and is none any more; the same is `apart` for the ORM.
APART = """
EXISTS (SELECT FROM inventory_assembly a WHERE a.item_id = {item})
AND NOT EXISTS (SELECT FROM inventory_assembly a
                WHERE a.item_id = {item} AND a.taken_apart_at IS NULL)
"""


@dataclass(frozen=True, slots=True)
class MadeRing:
    """`item` is the ring that is sold; `stones` are those with a report, the heaviest first."""

    item: Item
    setting: RingSetting
    stones: tuple[Stone, ...]

    @property
    def shape(self) -> str:
        """Of the stone in the middle; without one, the first that its setting takes."""
        if self.stones:
            return self.stones[0].drawn_as
        return self.setting.accepted_shapes[0]

    @property
    def in_it(self) -> str:
        """`18 ct rose gold · 1.52 ct round, E · VS1 · Excellent`."""
        stones = [f"{portrait.short_title(one)}, {portrait.grades(one)}" for one in self.stones]
        return " · ".join([capfirst(self.setting.metal_name), *stones])


def rings_among(item_ids: list[int]) -> dict[int, MadeRing]:
    """By item, those of these that are finished rings, sold and hidden ones too; one query."""
    return {ring.item.pk: ring for ring in _rings(_parts().filter(assembly__item__in=item_ids))}


def rings_of(items: Iterable[Item]) -> dict[int, MadeRing]:
    """Those of these that are finished rings; no query where all are stones, settings or melee.

    The items come with their stones and settings.
    """
    others = [
        item.pk
        for item in items
        if item.is_serial and not (hasattr(item, "stone") or hasattr(item, "setting"))
    ]
    return rings_among(others) if others else {}


def made_ring(sku: str) -> MadeRing | None:
    """The ring of this stock number, sold ones and hidden ones too; one query."""
    found = _rings(_parts().filter(assembly__item__sku=sku))
    return found[0] if found else None


def ring_with(stone: Stone) -> MadeRing | None:
    """The ring that it is set in, if customers may see that; one query."""
    within = AssemblyPart.objects.filter(item_id=stone.pk).values("assembly")
    found = _rings(_shown().filter(assembly__in=within))
    return found[0] if found else None


def made_rings(style: str = "") -> list[MadeRing]:
    """What there is today, the newest first; `style` is the setting's product; one query."""
    rings = _rings(_shown())
    return [ring for ring in rings if style in ("", ring.setting.item.product.slug)]


def made_rings_like(text: str) -> list[MadeRing]:
    """Those that everything said here fits, misspelt too; none for words that say nothing of one.

    One query.
    """
    understood = understand(text.replace("\x00", ""), {})
    words = {word.lower() for word in understood.unknown} - RING_WORDS
    rings = [ring for ring in made_rings() if _fits(ring, understood.facets)]
    said = {ring.item.pk: _words_of(ring) for ring in rings}
    vocabulary = set().union(*said.values()) if said else set()
    close = [get_close_matches(word, vocabulary, 1, CLOSE) for word in words]
    if not all(close):
        return []
    asked = {one for (one,) in close}
    return [ring for ring in rings if asked <= said[ring.item.pk]]


def apart(item: str = "pk") -> Q:
    """For a filter: what was a finished ring and is none any more; `item` names its column."""
    made = Assembly.objects.filter(item=OuterRef(item))
    return Q(Exists(made)) & ~Q(Exists(made.filter(taken_apart_at=None)))


def _fits(ring: MadeRing, facets: Facets) -> bool:
    """By the price of the ring, and the shape and weight of one of its stones."""
    carats, prices = facets.bounds("carat"), facets.bounds("price")
    if not _within(ring.item.price, *prices):
        return False
    if not facets.shapes and carats == (None, None):
        return True
    return any(
        (not facets.shapes or stone.shape in facets.shapes) and _within(stone.carat, *carats)
        for stone in ring.stones
    )


def _within(value, low, high) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def _words_of(ring: MadeRing) -> set[str]:
    metal = METALS.get(ring.setting.metal, ring.setting.metal)
    text = f"{ring.item.title} {ring.setting.item.product.name} {metal}".lower()
    return {word for word in re.findall(r"[a-z]+", text) if word not in FILLERS}


def _parts() -> QuerySet[AssemblyPart]:
    parts = AssemblyPart.objects.filter(assembly__taken_apart_at=None).select_related(
        "assembly__item__product", "item__product", "item__setting", "item__stone__report"
    )
    return parts.order_by("-assembly_id", "id")


def _shown() -> QuerySet[AssemblyPart]:
    """Of rings that customers may see and that nobody has bought."""
    there = StockRecord.objects.filter(item=OuterRef("assembly__item"), on_hand__gt=0)
    return _parts().filter(Exists(there), assembly__item__is_listed=True)


def _rings(parts: QuerySet[AssemblyPart]) -> list[MadeRing]:
    """Whatever was made of a setting."""
    by_assembly: dict[int, list[AssemblyPart]] = {}
    for part in parts:
        by_assembly.setdefault(part.assembly_id, []).append(part)
    rings = []
    for each in by_assembly.values():
        settings = [part.item.setting for part in each if hasattr(part.item, "setting")]
        stones = [part.item.stone for part in each if hasattr(part.item, "stone")]
        if settings:
            stones.sort(key=lambda stone: -stone.carat)
            rings.append(MadeRing(each[0].assembly.item, settings[0], tuple(stones)))
    return rings
