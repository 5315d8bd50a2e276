"""Stones near the one she likes, in every store: the right column's list."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from inventory.models import Item
from inventory.selectors.availability import Availability
from inventory.selectors.places import store_places
from inventory.selectors.stone import similar
from inventory.selectors.stores import at_stores
from staff.models import Store

MOST = 4
SHORT = {"Melbourne": "Melb."}


@dataclass(frozen=True, slots=True)
class Row:
    """`word` says it from this store's side: `Here`, `Melbourne, Tuesday`, `On hold, 5:30 pm`."""

    item: Item
    title: str
    kind: str
    word: str
    version: int
    is_hers: bool = False


@dataclass(slots=True)
class Near:
    title: str
    at: str
    choices: list[tuple[str, str]]
    rows: list[Row] = field(default_factory=list)


def like_it(item: Item, at: str) -> list[int]:
    """The ids of `item` and of what is like it in the store of slug `at`; two queries."""
    found = similar(item.stone, MOST, (at,) if at in store_places() else ())
    return [item.pk, *(one.item_id for one in found)]


def near_stone(
    item: Item, stock: dict[int, Availability], *, ids: list[int], store: Store, at: str,
    hers: set[int],
) -> Near:  # fmt: skip
    """`item` first, then what is like it (`ids`); `at` is a store's slug or empty. One query."""
    places = store_places()
    at = at if at in places else ""
    title = _("%(shapes)s near %(carat)s ct") % {
        "shapes": _shapes(item.stone.get_shape_display()), "carat": f"{item.stone.carat:.2f}",
    }  # fmt: skip
    choices = [("", _("All")), *((p.slug, SHORT.get(p.city, p.city)) for p in places.values())]
    rows = Item.objects.select_related("stone", "setting", "product").in_bulk(ids)
    listed = [
        row(rows[pk], stock[pk], store, is_hers=pk in hers)
        for pk in ids
        if pk in rows and (pk != item.pk or not at or _lies(stock[pk], places[at].locations))
    ]
    return Near(title, at, choices, listed[:MOST])


def row(item: Item, one: Availability, store: Store, *, is_hers: bool = False) -> Row:
    """One piece as this store may promise it; no query."""
    stone = getattr(item, "stone", None)
    title = item.title
    if stone is not None:
        title = f"{stone.carat:.2f} {stone.get_colour_display()} {stone.get_clarity_display()}"
    if is_hers and one.kind == "hold":
        return Row(item, title, "hold", _("Kept aside"), one.version, True)
    here = next(line for line in at_stores(one, [store], staff=True) if line.store == store)
    if here.kind == "go":
        return Row(item, title, "go", _("Here"), one.version)
    if here.kind == "way" and here.on:
        where = here.place.city or here.place.name
        words = _("%(where)s, %(day)s") % {"where": where, "day": f"{here.on:%A}"}
        return Row(item, title, "way", words, one.version)
    return Row(item, title, here.kind, here.word, one.version)


def _lies(one: Availability, locations: tuple[int, ...]) -> bool:
    return any(place.location_id in locations for place in one.places)


def _shapes(shape: str) -> str:
    return {"Princess": _("Princess cuts")}.get(shape, f"{shape}s")
