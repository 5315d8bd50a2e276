"""Stones as a client describes them to somebody at the counter: "1.2 ct round, F"."""

from dataclasses import dataclass, replace

from inventory.models import Item
from inventory.selectors.availability import availability
from inventory.selectors.facets import Facets
from inventory.selectors.places import store_places
from inventory.selectors.search import Found, count_word, search
from inventory.selectors.sentence import understand
from staff.models import Store

from .near import Row, row

MOST = 8


@dataclass(frozen=True, slots=True)
class Described:
    """`rows` are those here first; `query` leads to all of them in the shop."""

    number: str
    query: str
    rows: list[Row]


def described(text: str, store: Store) -> Described | None:
    """None where a word says nothing to us: it was meant for a name, a tag or an order.

    Four queries.
    """
    understood = understand(text, store_places())
    facets = understood.facets
    if understood.unknown or facets == Facets():
        return None
    page = search(facets, size=MOST)
    found = page.items
    if store.slug in store_places() and not facets.places and page.count > len(found):
        found = _here_first(facets, store, found)
    stock = availability([one.item_id for one in found])
    items = Item.objects.select_related("stone", "setting", "product").in_bulk(stock)
    rows = [row(items[pk], stock[pk], store) for pk in stock if pk in items]
    rows.sort(key=lambda one: one.kind != "go")
    return Described(count_word(page.count), facets.query, rows)


def _here_first(facets: Facets, store: Store, anywhere: list[Found]) -> list[Found]:
    here = search(replace(facets, places=(store.slug,)), size=MOST).items
    known = {one.item_id for one in here}
    return [*here, *(one for one in anywhere if one.item_id not in known)][:MOST]
