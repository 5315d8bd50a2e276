"""Chains, earrings, bracelets and watches: what is shown of each style, metal and size."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from omni.lib.kept import kept

from ..metals import METALS
from ..models import Item, Product
from .sentence import CLOSE, FILLERS

# By type, the drawings that it has.
TYPES = {
    "chains": ("trace-chain", "curb-chain"),
    "bracelets": ("tennis-bracelet",),
    "earrings": ("studs", "hoops"),
    "watches": ("watch",),
}
# What tells variants of one style and metal apart, and the unit of it.
UNITS = {"length_cm": "cm", "carat": "ct", "across_mm": "mm"}
WORDS = {
    "chains": "chain necklace necklaces", "bracelets": "bracelet bangle", "earrings": "earring",
    "watches": "watch timepiece",
}  # fmt: skip
# The search for rings takes these; `rings` is nearly `earrings`.
OF_RINGS = frozenset(("ring", "rings", "engagement", "wedding"))
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Jewel:
    """One variant of a style. `measure` is one of `UNITS` or empty, `size` its number."""

    item: Item
    metal: str
    measure: str
    size: str

    @property
    def metal_name(self) -> str:
        """As people read it: 18 ct rose gold."""
        return METALS.get(self.metal, self.metal)

    @property
    def size_word(self) -> str:
        """`45 cm`; empty for what has one size."""
        return f"{self.size} {UNITS[self.measure]}" if self.measure else ""


def jewel_of(item: Item) -> Jewel:
    measure = next((name for name in UNITS if name in item.options), "")
    return Jewel(
        item, str(item.options.get("metal", "")), measure, str(item.options.get(measure, ""))
    )


def listed_jewels(kind: str = "", metal: str = "") -> list[Jewel]:
    """One of each style and metal, the cheapest of it; of one type and metal, if named.

    One query. Nothing is of a type or a metal that there isn't.
    """
    items = _shown(TYPES.get(kind, ()) if kind else _styles()).annotate(
        of_metal=KT("options__metal")
    )
    if metal:
        items = items.filter(of_metal=metal)
    order = ("product__name", "product_id", "of_metal")
    return [jewel_of(item) for item in items.order_by(*order, "price", "pk").distinct(*order)]


def jewels_of(slug: str) -> list[Jewel]:
    """Every metal and size of one style that customers may see, the smallest first; one query."""
    items = _shown(_styles()).filter(product__slug=slug)
    return sorted(map(jewel_of, items), key=_by_size)


def jewel_by_sku(sku: str) -> Jewel | None:
    """Of this stock number, where customers may see it; one query."""
    item = _shown(_styles()).filter(sku=sku).first()
    return jewel_of(item) if item else None


def jewels_among(item_ids: Iterable[int]) -> dict[int, Jewel]:
    """By item, those of these that are jewellery, hidden ones too; one query."""
    items = _of_ours().filter(pk__in=list(item_ids))
    return {item.pk: jewel_of(item) for item in items}


def jewels_like(words: list[str]) -> tuple[list[Jewel], list[str]]:
    """Those that all of these words say something of, and the words that say nothing.

    One query, and none where no word says anything.
    """
    vocabulary, asked, unknown = vocabulary_of_jewels(), set(), []
    for word in words:
        plain = word.lower()
        known = [plain] if plain in vocabulary else get_close_matches(plain, vocabulary, 1, CLOSE)
        if known and len(plain) > 2 and plain not in OF_RINGS:
            asked.add(known[0])
        else:
            unknown.append(word)
    found = [one for one in listed_jewels() if asked <= _words_of(one)] if asked else []
    return found[:SHOWN], unknown


@kept(seconds=60)
def vocabulary_of_jewels() -> set[str]:
    """All that is said of any of them; at most a minute old. One query when it is."""
    return set().union(*map(_words_of, listed_jewels()))


def _shown(styles: tuple[str, ...]) -> QuerySet[Item]:
    return _of_ours().filter(is_listed=True, product__style__in=styles)


def _of_ours() -> QuerySet[Item]:
    """What is drawn: a finished ring is jewellery too, of no such style."""
    items = Item.objects.filter(product__kind=Product.Kind.JEWELLERY, product__style__in=_styles())
    return items.select_related("product")


def _styles() -> tuple[str, ...]:
    return tuple(style for styles in TYPES.values() for style in styles)


def _by_size(one: Jewel) -> tuple:
    number = float(one.size) if re.fullmatch(r"\d{1,4}(\.\d{1,2})?", one.size) else 0.0
    return one.metal, number, one.item.pk


def _words_of(one: Jewel) -> set[str]:
    kind = next(name for name, styles in TYPES.items() if one.item.product.style in styles)
    text = f"{one.item.product.name} {kind} {WORDS[kind]} {one.metal_name}".lower()
    return {word for word in re.findall(r"[a-z]+", text) if word not in FILLERS}
