"""Jewellery by facets, a page at a time, with the numbers beside every choice; of one moment.

A style in a metal is shown once, by the cheapest of its pieces that fits, free ones first.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from omni.lib.statement import Statement

from ..models import Location
from .facet_counts import Bar
from .facets import plain
from .jewellery import TYPES
from .search import page_mark

PAGE = 24
# What a list may be put in order by, as a number that grows; the first is by its style's name.
SORTS = {"style": "0", "price": "cents", "-price": "-cents", "newest": "-newest"}
BOUNDS = (
    50, 100, 200, 300, 400, 500, 650, 800, 1000, 1300, 1600, 2000, 2500, 3200, 4000, 5000, 6500,
    8000, 10_000, 13_000, 16_000, 20_000, 50_000,
)  # fmt: skip
EDGES = [100 * bound for bound in BOUNDS[1:-1]]
MOST_CENTS = 2**62
# `stores` are the slugs of those in which a piece of it lies that nobody holds any more.
PIECES = """
pieces AS MATERIALIZED (
    SELECT i.id, i.product_id, p.name, types.kind, coalesce(i.options->>'metal', '') AS metal,
           (i.price * 100)::bigint AS cents, coalesce(free.there, false) AS there, free.stores,
           min(i.id) OVER (PARTITION BY i.product_id, i.options->>'metal') AS style
    FROM inventory_item i
    JOIN inventory_product p ON p.id = i.product_id AND p.kind = 'jewellery'
    JOIN unnest(%s::text[], %s::text[]) AS types(drawing, kind) ON types.drawing = p.style
    LEFT JOIN LATERAL (
        SELECT true AS there, array_agg(s.slug::text) FILTER (WHERE l.kind = 'store') AS stores
        FROM inventory_stockrecord r JOIN inventory_location l ON l.id = r.location_id
        LEFT JOIN staff_store s ON s.id = l.store_id
        WHERE r.item_id = i.id AND l.kind = ANY(%s::text[]) AND r.on_hand > 0
          AND (r.on_hand > r.claimed OR r.on_hand > r.claimed - (
              SELECT coalesce(sum(c.quantity), 0) FROM inventory_claim c
              WHERE c.record_id = r.id AND c.released_at IS NULL AND c.consumed_at IS NULL
                AND c.expires_at <= clock_timestamp()))
        HAVING count(*) > 0
    ) free ON true
    WHERE i.is_listed
)
"""
JUDGED = """
judged AS MATERIALIZED (
    SELECT pieces.*,
           cardinality(asked.kinds) = 0 OR kind = ANY(asked.kinds) AS of_kind,
           cardinality(asked.metals) = 0 OR metal = ANY(asked.metals) AS of_metal,
           cents BETWEEN asked.least AND asked.most AS of_price,
           cardinality(asked.stores) = 0
               OR coalesce(pieces.stores && asked.stores, false) AS of_place
    FROM pieces, (SELECT %s::text[] AS kinds, %s::text[] AS metals, %s::bigint AS least,
                         %s::bigint AS most, %s::text[] AS stores) asked
)
"""
FITTING = """
fitting AS (
    SELECT DISTINCT ON (style) * FROM (
        SELECT *, max(id) OVER (PARTITION BY style) AS newest FROM judged
        WHERE of_kind AND of_metal AND of_price AND of_place
    ) fits ORDER BY style, there DESC, cents, id
)
"""
NUMBERS = """
SELECT 'count' AS what, '' AS word, count(*) AS number, 0::bigint AS key, 0::bigint AS style
FROM fitting
UNION ALL SELECT 'type', kind, count(DISTINCT style), 0, 0 FROM judged
    WHERE of_metal AND of_price AND of_place GROUP BY kind
UNION ALL SELECT 'metal', metal, count(DISTINCT style), 0, 0 FROM judged
    WHERE of_kind AND of_price AND of_place GROUP BY metal
UNION ALL SELECT 'place', store, count(DISTINCT style), 0, 0
    FROM judged, unnest(stores) AS store
    WHERE of_kind AND of_metal AND of_price GROUP BY store
UNION ALL SELECT 'price', width_bucket(cents, %s::bigint[])::text, count(DISTINCT style), 0, 0
    FROM judged WHERE of_kind AND of_metal AND of_place GROUP BY 2
"""
# From a mark on: its key, and the style that stood there; by name it is that
# style's own, which is known also when it was hidden since.
ON_PAGE = """
SELECT * FROM (
    SELECT 'page', id::text, row_number() OVER (ORDER BY {order}), {key}::bigint, fitting.style
    FROM fitting, (
        SELECT %s::bigint AS key, %s::bigint AS style
    ) mark
    WHERE mark.style IS NULL OR {past}
    ORDER BY {order} LIMIT %s
) page
"""
BY_NUMBER = {
    "past": "({key}, fitting.style) > (mark.key, mark.style)",
    "order": "{key}, fitting.style",
}
BY_NAME = {
    "past": "(name, product_id, metal) > "
    "(SELECT p.name, p.id, coalesce(i.options->>'metal', '') FROM inventory_item i "
    "JOIN inventory_product p ON p.id = i.product_id WHERE i.id = mark.style)",
    "order": "name, product_id, metal",
}


def _statement(sort: str) -> Statement:
    key = SORTS[sort]
    words = {
        name: part.format(key=key)
        for name, part in (BY_NAME if sort == "style" else BY_NUMBER).items()
    }
    page = ON_PAGE.format(key=key, **words)
    return Statement(
        f"SELECT * FROM (WITH {PIECES}, {JUDGED}, {FITTING} {NUMBERS} UNION ALL {page}) told"
    )


STATEMENTS = {sort: _statement(sort) for sort in SORTS}
DRAWINGS = [(drawing, kind) for kind, drawings in TYPES.items() for drawing in drawings]


@dataclass(frozen=True, slots=True)
class JewelFacets:
    """`places` are store slugs; prices are in whole currency units, the ends included."""

    kinds: tuple[str, ...] = ()
    metals: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    sort: str = "style"

    @property
    def said(self) -> dict[str, str]:
        """The query string by what it narrows; another order has its own word."""
        words = {
            "type": [f"type={kind}" for kind in self.kinds],
            "metal": [f"metal={metal}" for metal in self.metals],
            "price": [
                f"price_{end}={plain(value)}"
                for end, value in (("min", self.price_min), ("max", self.price_max))
                if value is not None
            ],
            "place": [f"place={slug}" for slug in self.places],
            "sort": [f"sort={self.sort}"] if self.sort != "style" else [],
        }
        return {name: "&".join(parts) for name, parts in words.items() if parts}

    @property
    def query(self) -> str:
        return "&".join(self.said.values())

    def without(self, name: str) -> "JewelFacets":
        """As it is when one filter is taken off."""
        if name == "price":
            return replace(self, price_min=None, price_max=None)
        return replace(self, **{{"type": "kinds", "metal": "metals", "place": "places"}[name]: ()})


@dataclass(frozen=True, slots=True)
class JewelPage:
    """`item_ids` in order, `next` the mark of the page after, empty on the last; `count` how many
    there are on all. `numbers[name][word]` are those of each type, metal and store.
    """

    item_ids: list[int] = field(default_factory=list)
    next: str = ""
    count: int = 0
    numbers: dict[str, dict[str, int]] = field(default_factory=dict)
    bars: tuple[Bar, ...] = ()


def jewel_page(facets: JewelFacets, after: str = "", size: int = PAGE) -> JewelPage:
    """One query. Raises BadCursor for a mark that we didn't hand out."""
    key, style = page_mark(after) or (None, None)
    down = SORTS[facets.sort].startswith("-")
    rows = STATEMENTS[facets.sort].rows(
        [drawing for drawing, _kind in DRAWINGS], [kind for _drawing, kind in DRAWINGS],
        sorted(Location.SELLING), list(facets.kinds), list(facets.metals),
        _cents(facets.price_min, 0), _cents(facets.price_max, MOST_CENTS),
        list(facets.places), EDGES,
        -key if down and key is not None else key, style, size + 1,
    )  # fmt: skip
    numbers: dict[str, dict[str, int]] = {"type": {}, "metal": {}, "place": {}, "price": {}}
    count, page = 0, []
    for what, word, number, at, of in rows:
        if what == "page":
            page.append((number, int(word), abs(at), of))
        elif what == "count":
            count = number
        else:
            numbers[what][word] = number
    page.sort()
    _nth, _item, at, of = page[size - 1] if len(page) > size else (0, 0, 0, 0)
    bars = tuple(
        Bar(low, high, numbers["price"].get(str(nth), 0))
        for nth, (low, high) in enumerate(pairwise(BOUNDS))
    )
    ids = [item for _nth, item, _at, _of in page[:size]]
    return JewelPage(ids, f"{at}.{of}" if len(page) > size else "", count, numbers, bars)


def _cents(value: Decimal | None, otherwise: int) -> int:
    return otherwise if value is None else int(100 * value)
