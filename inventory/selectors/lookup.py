"""Find a piece by what is on its tag or its report, or what a form says of it."""

import uuid
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from omni.lib.prepared import ASKED, Prepared

from ..drawing import JEWELS
from ..models import Assembly, Item, Product
from .availability import STOCK, Availability, from_rows
from .tags import numbered, stock_number

FEWEST = 3
WITH_ITEM = STOCK.replace("ANY(%s)", "found.col1")
ON_SHOW = Prepared(
    lambda: (
        Item.objects.select_related("stone", "setting", "product")
        .filter(sku=ASKED, is_listed=True)
        .exclude(product__kind=Product.Kind.PARCEL)
    ),
    beside=WITH_ITEM,
)
BY_SKU = Prepared(
    lambda: Item.objects.select_related("stone__report", "setting", "product").extra(
        where=["inventory_item.sku = ANY(%s)"], params=[ASKED]
    )
)


def _by_ref() -> QuerySet[Item]:
    """Asked for as (SELECT …): a plan that knows how many are asked for is made anew every time."""
    return Item.objects.extra(
        where=["public_id = ANY((SELECT %s::uuid[])::uuid[])"], params=[ASKED]
    )


BY_REF = Prepared(_by_ref)
WITH_STOCK = Prepared(
    _by_ref,
    beside=WITH_ITEM,
)


def whole() -> Q:
    """For a filter of items: a stone, a finished ring, jewellery; no setting, no melee."""
    made = Exists(Assembly.objects.filter(item=OuterRef("pk"), taken_apart_at=None))
    worn = Q(product__kind=Product.Kind.JEWELLERY, product__style__in=JEWELS)
    return Q(stone__isnull=False) | made | worn


def pieces_named(text: str, most: int = 8) -> list[Item]:
    """By tag, stock number (its beginning is enough), bar code or report number; a setting by its

    name too. With stone, setting, product and report; one query.
    """
    text = stock_number(text)
    if len(text) < FEWEST:
        return []
    begins = Item.objects.filter(sku__startswith=text.upper()).order_by("sku").values_list("pk")
    known = numbered(text).union(begins[:most])
    if not any(letter.isdigit() for letter in text):
        worn = Item.objects.filter(product__kind__in=("setting", "jewellery"))
        known = known.union(worn.filter(title__icontains=text).values_list("pk"))
    items = Item.objects.select_related("stone__report", "setting", "product")
    return list(items.filter(pk__in=known).order_by("sku")[:most])


def pieces_by_sku(skus: list[str]) -> list[Item]:
    """In the order given, unknown ones left out; with all that a card says; one query."""
    found = {item.sku: item for item in BY_SKU.all(list(skus))} if skus else {}
    return [found[sku] for sku in dict.fromkeys(skus) if sku in found]


def pieces_by_id(item_ids: Iterable[int]) -> dict[int, Item]:
    """Hidden ones too; with stone, report, setting and product; one query."""
    return Item.objects.select_related("stone__report", "setting", "product").in_bulk(item_ids)


def items_by_ref(refs: Iterable[uuid.UUID]) -> dict[uuid.UUID, Item]:
    """By public id, unknown ones left out; one query."""
    return {item.public_id: item for item in BY_REF.all(list(refs))}


def pieces_and_stock(refs: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[Item, Availability]]:
    """By public id, unknown ones left out, with where they are now; one query."""
    found = WITH_STOCK.all_and_beside(list(refs))
    return {item.public_id: (item, from_rows(rows)[item.pk]) for item, rows in found}


def piece_on_show(sku: str) -> tuple[Item, Availability] | None:
    """What customers may see by this stock number, no parcel, and where it is now; with stone,
    setting, product; one query."""
    found = ON_SHOW.first_and_beside(sku)
    return found and (found[0], from_rows(found[1])[found[0].pk])


def pieces_at(location_id: int, most: int) -> list[Item]:
    """What lies at a place, by stock number; with stone, report, setting, product; one query."""
    items = Item.objects.select_related("stone__report", "setting", "product")
    lying = items.filter(records__location_id=location_id, records__on_hand__gt=0)
    return list(lying.order_by("sku").distinct()[:most])
