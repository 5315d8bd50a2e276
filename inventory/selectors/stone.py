"""One stone for its page, and what goes with it."""

from collections.abc import Iterable
from decimal import Decimal

import numpy as np

from omni.lib.prepared import ASKED, Prepared
from omni.lib.statement import Statement

from ..models import Claim, Item, RingSetting, Stone
from .asked import conditions_of
from .availability import STOCK, Availability, from_rows
from .columns import UpToDate
from .facet_counts import fitting_rows
from .facets import Facets
from .media import media_beside
from .search import Found, heads

NEAR_CARAT, NEAR_PRICE = Decimal("0.12"), Decimal("0.2")
# What no page says of a stone's item; whoever needs it all the same pays a query.
UNSAID = ("product", "gtin", "title", "options", "cost", "tax_rate", "is_demo", "created_at")
# Every stone's page begins with it.
STONE = Prepared(
    lambda: (
        Stone.objects.select_related("item", "report")
        .annotate(media_said=media_beside())
        .defer(*(f"item__{column}" for column in UNSAID))
        .filter(item__sku=ASKED)
    ),
    beside=STOCK.replace("ANY(%s)", "found.col1"),
)


def stone_and_stock(sku: str) -> tuple[Stone, Availability] | None:
    """With its item, its report and what it is shown by, and where it is now; one query."""
    found = STONE.first_and_beside(sku)
    if found is None:
        return None
    stone, rows = found
    return stone, from_rows(rows)[stone.pk]


def stone_by_sku(sku: str) -> Stone | None:
    """With its item and report, complete; one query."""
    stones = Stone.objects.select_related("item", "report")
    return stones.filter(item__sku=sku).first()


def listed_item(sku: str) -> Item | None:
    """What is sold under this stock number, when customers may see it; one query."""
    return Item.objects.filter(sku=sku, is_listed=True).first()


def listed_items(skus: Iterable[str]) -> dict[str, Item]:
    """The pieces under these stock numbers that customers may see; one query."""
    return {item.sku: item for item in LISTED.all(list(skus))}


def listed_ids(skus: list[str]) -> dict[str, int]:
    """The ids of the pieces under these stock numbers that customers may see; one query."""
    return dict(LISTED_IDS.rows(skus))


LISTED_IDS = Statement(
    "SELECT sku, id FROM inventory_item WHERE is_listed AND sku = ANY((SELECT %s::text[])::text[])"
)
# Asked for as (SELECT …): a plan that knows how many are asked for is made anew every time.
LISTED = Prepared(
    lambda: Item.objects.filter(is_listed=True).extra(
        where=["sku = ANY((SELECT %s::text[])::text[])"], params=[ASKED]
    )
)


def stones_by_id(item_ids: list[int]) -> list[Stone]:
    """With their items, reports and what they are shown by, in the order given; one query."""
    stones = Stone.objects.select_related("item", "report").annotate(media_said=media_beside())
    stones = stones.in_bulk(item_ids)
    return [stones[pk] for pk in item_ids if pk in stones]


def similar(stone: Stone, most: int = 4, places: tuple[str, ...] = ()) -> list[Found]:
    """Unsold stones of the same shape and main colour near its weight and price, the nearest grades
    first; two queries.

    `places` are store slugs; without any, wherever they lie.
    """
    carat, price = stone.carat, stone.item.price
    near = Facets(
        shapes=(stone.shape,), fancies=(stone.fancy,), places=places,
        carat_min=_cents(carat, 1 - NEAR_CARAT), carat_max=_cents(carat, 1 + NEAR_CARAT),
        price_min=_cents(price, 1 - NEAR_PRICE), price_max=_cents(price, 1 + NEAR_PRICE),
    )  # fmt: skip
    with UpToDate() as columns:
        rows = fitting_rows(columns, conditions_of(near))
        away = sum(
            (columns[name][rows].astype(int) - grade) ** 2
            for name, grade in (("colour", stone.colour), ("clarity", stone.clarity))
        )
        closest = rows[np.lexsort((rows, columns["price"][rows], away))]
        ids = columns["item_id"][closest[: most + 1]].tolist()
    return heads([pk for pk in ids if pk != stone.pk][:most])


def _cents(value: Decimal, share: Decimal) -> Decimal:
    return (value * share).quantize(Decimal("0.01"))


def settings_for(stone: Stone) -> list[RingSetting]:
    """One of each style and metal that takes this stone, the styles in turn; one query."""
    fitting = (
        RingSetting.objects.filter(
            accepted_shapes__contains=[stone.drawn_as],
            carat_from__lte=stone.carat,
            carat_to__gte=stone.carat,
            item__is_listed=True,
        )
        .select_related("item__product")
        .order_by("item__product_id", "metal", "item__price", "item_id")
        .distinct("item__product_id", "metal")
    )
    by_style: dict[int, list[RingSetting]] = {}
    for setting in fitting:
        by_style.setdefault(setting.item.product_id, []).append(setting)
    turns = [
        (turn, style, options[(turn + style) % len(options)])
        for style, options in enumerate(by_style.values())
        for turn in range(len(options))
    ]
    return [setting for _turn, _style, setting in sorted(turns, key=lambda t: t[:2])]


def live_claim(item_id: int, holders: list[str]) -> Claim | None:
    """What one of these holds of the item now, and where that lies; one query."""
    claims = Claim.objects.live().select_related("record__location")
    return claims.filter(item_id=item_id, holder__in=holders).first()
