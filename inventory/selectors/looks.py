"""What a card says of a stone: a few of its columns, read without making its models."""

from collections import namedtuple

from omni.lib.statement import Statement

from ..copies import name_of, small
from ..models import Stone
from ..portrait import COLUMNS as MEASURES
from .availability import STOCK, Availability, from_rows
from .media import FIRST_PICTURE

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


def looks_and_stock(item_ids: list[int]) -> dict[int, tuple[Looks, Availability]]:
    """By item, what those of these look like that are stones, and where they are; one query."""
    looks: dict[int, Looks] = {}
    stock = []
    for row in LOOKS.rows(item_ids):
        one = Looks._make(row[:WIDTH])
        looks[one.item_id] = one
        stock.append(row[WIDTH:])
    return {pk: (looks[pk], state) for pk, state in from_rows(stock).items()}
