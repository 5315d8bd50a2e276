"""What a card says of a stone: a few of its columns, read without making its models."""

import json
from collections import Counter, namedtuple
from decimal import Decimal

from omni.lib.statement import Statement

from ..copies import name_of, small
from ..models import Stone
from ..portrait import COLUMNS as MEASURES
from .availability import STOCK, Availability, from_rows
from .media import FIRST_PICTURE
from .places import stock_places

ITEM = ("sku", "price", "currency")
GRADES = (
    "item_id", "shape", "carat", "colour", "fancy", "intensity", "overtone", "clarity", "cut",
    "typical",
)  # fmt: skip
# As floats, which is what drawing wants.
SELECT = [f"item.{name}" for name in ITEM] + [f"stone.{name}" for name in GRADES]
SELECT += [f"stone.{name}::float8" for name in MEASURES.values()]
# What customers see nowhere else has no address for its picture either.
SELECT += [f"CASE WHEN item.is_listed THEN ({FIRST_PICTURE.format(item='item.id')}) END AS photo"]
LOOKS = Statement(
    f"SELECT {', '.join(SELECT)}, stock.*"
    " FROM inventory_stone stone JOIN inventory_item item ON item.id = stone.item_id"
    f" CROSS JOIN LATERAL ({STOCK.replace('ANY(%s)', 'stone.item_id')}) stock"
    " WHERE stone.item_id = ANY(%s)"
)
# The same of stones as they mostly are, one piece that lies free, for a query that asks for more
# than that. One text, as psycopg2 makes an object of every column; places are known.
EXACT = {"price", "carat"}
PLAIN = [f"item.{name}" for name in ITEM] + [
    f"stone.{name}" for name in (*GRADES, *MEASURES.values())
]
PLAIN = [f"{one}::text" if one.partition(".")[2] in EXACT else one for one in PLAIN]
FREE = f"""
SELECT array_to_json(ARRAY(
    SELECT json_build_array({", ".join(PLAIN)}, ({FIRST_PICTURE.format(item="item.id")}),
                            item.public_id, item.availability_version, r.location_id)
    FROM inventory_item item JOIN inventory_stone stone ON stone.item_id = item.id
    JOIN inventory_stockrecord r ON r.item_id = item.id AND r.on_hand > 0
    WHERE item.id = ANY(%s::bigint[]) AND item.is_serial AND item.is_listed AND r.claimed = 0
      AND NOT EXISTS (SELECT FROM inventory_safetystock s WHERE s.item_id = item.id)
))::text
"""


class Looks(namedtuple("Row", (*ITEM, *GRADES, *MEASURES.values(), "photo"))):
    """A stone as `portrait` takes it, with its item's number, its price and its photo's file."""

    __slots__ = ()

    get_shape_display = Stone.get_shape_display
    drawn_as = Stone.drawn_as
    get_colour_display = Stone.get_colour_display
    get_clarity_display = Stone.get_clarity_display
    get_cut_display = Stone.get_cut_display

    @property
    def picture(self) -> str:
        """The name of its newest photograph, small; empty for a stone that is only drawn."""
        return small(name_of(self.photo)) if self.photo else ""


WIDTH = len(Looks._fields)
PRICE, CARAT, ITEM_ID = (Looks._fields.index(name) for name in ("price", "carat", "item_id"))
# As `STOCK` says it: one of a kind and listed; and one piece, which is free.
LISTED, ALONE = (True, True), (1, 1, None, None, None, None)
LooksAndStock = dict[int, tuple[Looks, Availability]]


def read_free(text: str) -> LooksAndStock:
    """What a row of `FREE` tells, by item. Whatever isn't plain isn't in it."""
    places = stock_places()
    rows = json.loads(text)
    lying = Counter(row[ITEM_ID] for row in rows)
    looks: dict[int, Looks] = {}
    stock = []
    for row in rows:
        public_id, version, place = row[WIDTH:]
        row[PRICE], row[CARAT] = Decimal(row[PRICE]), Decimal(row[CARAT])
        one = Looks._make(row[:WIDTH])
        if place in places and lying[one.item_id] == 1:
            looks[one.item_id] = one
            stock.append((one.item_id, public_id, version, *LISTED, place, *places[place], *ALONE))
    return {pk: (looks[pk], state) for pk, state in from_rows(stock).items()}


def looks_and_stock(item_ids: list[int]) -> LooksAndStock:
    """By item, what those of these look like that are stones, and where they are; one query."""
    looks: dict[int, Looks] = {}
    stock = []
    for row in LOOKS.rows(item_ids):
        one = Looks._make(row[:WIDTH])
        looks[one.item_id] = one
        stock.append(row[WIDTH:])
    return {pk: (looks[pk], state) for pk, state in from_rows(stock).items()}
