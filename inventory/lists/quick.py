"""The quick way to read a row: what its cells say is looked up, already as the JSON that is kept.

It takes only rows in which nothing is out of the ordinary; whatever else there is in one, and what
is wrong with it, is said by the careful way (`offers.Reader`), which gives the same for all rows.
"""

import json
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from inventory.drawing.errors import BadProportions
from inventory.models.stone import COLOURS, Clarity, Shape

from . import figures
from .angles import FITTED, depth_of, typical_angles
from .cells import BadCell
from .fancy import Fancy
from .figures import MEASUREMENTS
from .offers import (
    CLARITY_LABELS,
    DEPTH_TOLERANCE,
    DEPTHS,
    LINKS,
    MOST_REMEMBERED,
    POSSIBLE,
    SHAPE_LABELS,
    Reader,
    value_of,
)
from .rows import Offer
from .text_rows import Broken

GRADED = ("cut", "polish", "symmetry", "fluorescence")
# Nothing is kept of these; a row in which one says something else is read carefully.
USUAL = {
    "availability": True, "treatment": None, "fancy_colour": None, "fancy_intensity": 0,
    "fancy_overtone": "",
}  # fmt: skip
# What a row says twice, or says nothing by here: only that it is a number is looked at.
READ_ONLY = ("discount", "length", "width", "depth")
NEEDED = ("shape", "carat", "colour", "clarity", "measurements", "lab", "number")
ANGLES = ("table_pct", *FITTED)
LONGEST_SIDES = 60
encoded = json.JSONEncoder(separators=(",", ":")).encode


class Unusual(Exception):
    """A row for the careful way."""


class Known(dict):
    """What the cells of a column say, each worked out once."""

    def __init__(self, work: Callable) -> None:
        super().__init__()
        self.work = work

    def __missing__(self, cell: object) -> object:
        value = self.work(cell)
        if len(self) < MOST_REMEMBERED:
            self[cell] = value
        return value


class Quick:
    """Reads the rows of one list as `reader` would, and leaves to it those that are unusual.

    Cells that differ from row to row are read by the reader's own functions; the others are known
    by heart. `reader` has the last word on everything that is wrong.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader, self.at, self.terms = reader, reader.columns, reader.terms
        self.reads = {name: read for name, _, read, _ in reader.cells}
        prices = [name for name in ("price_per_carat", "price_total") if name in self.at]
        self.price = prices[0] if len(prices) == 1 and "list_price" not in self.at else ""
        self.fits = bool(self.price) and set(NEEDED) <= self.at.keys()
        self.words = [
            (n, Known(partial(self._word, name)))
            for name, n in self.at.items()
            if name in (*GRADED, *USUAL, *READ_ONLY, "origin")
        ]
        self.labels = [
            (self.at[name], Known(partial(self._label, name)))
            for name in ("shape", "carat", "colour", "clarity")
            if self.fits
        ]
        self.labs, self.depths = Known(partial(self._value, "lab")), Known(self._depth)
        self.across, self.deep = (
            Known(partial(_side, "length", "width")),
            Known(partial(_side, "depth")),
        )
        self.angles = Known(self._angles)
        self.angled = [self.at.get(name) for name in ANGLES]
        self.links = [(kind, self.at[kind]) for kind in LINKS if kind in self.at]

    def read(self, line: int, cells: list[str] | Broken) -> Offer:
        if not self.fits or isinstance(cells, Broken):
            return self.reader.read(line, cells)
        try:
            return self._read(line, cells)
        except Unusual:
            return self.reader.read(line, cells)

    def _read(self, line: int, cells: list[str]) -> Offer:
        at = self.at
        lab, number = self.labs[cells[at["lab"]]], self._value("number", cells[at["number"]])
        n = at.get("stock_number")
        stock_number = "" if n is None else self._value("stock_number", cells[n])
        listed = self._value(self.price, cells[at[self.price]])
        if not (lab and number and listed):
            raise Unusual
        words = [words[cells[n]] for n, words in self.words]
        (shape, *shape_is), (carat, *carat_is), (_, *colour_is), (_, *clarity_is) = [
            labels[cells[n]] for n, labels in self.labels
        ]
        sides = self._sides(shape, cells)
        cost = self.terms.cost(listed if self.price == "price_total" else listed * carat)
        offer = Offer(line, stock_number, lab, number)
        offer.said = "".join((
            "{", shape_is[0], carat_is[0], colour_is[0], clarity_is[0], *words, sides,
            '"fancy":0,"intensity":0,"overtone":"","stock":1,"title":"',
            carat_is[1], shape_is[1], colour_is[1], clarity_is[1],
            '","cost":', number_of(cost), ',"price":', number_of(self.terms.shelf(cost)),
            ',"lab":"', lab, '","number":"', number, '"}',
        ))  # fmt: skip
        for kind, n in self.links:
            if link := cells[n] and self._value(kind, cells[n]):
                offer.links[kind] = link
        return offer

    def _value(self, name: str, cell: str) -> object:
        value = value_of(self.reads[name], cell)
        if isinstance(value, BadCell):
            raise Unusual
        return value

    def _word(self, name: str, cell: str) -> str:
        value = self._value(name, cell)
        if name in USUAL and value != USUAL[name]:
            raise Unusual
        if name == "origin":
            return "" if value is None else f'"is_lab_grown":{encoded(value)},'
        if name not in GRADED or value is None:
            return ""
        said = f'"{name}":{int(value)},'
        return said + f'"source_cut":{encoded(cell[:20])},' if name == "cut" else said

    def _label(self, name: str, cell: str) -> tuple[object, str, str]:
        """The value, as it is kept, and as the title says it."""
        value = self._value(name, cell)
        if value is None or isinstance(value, Fancy) or (name, value) == ("clarity", Clarity.NONE):
            raise Unusual
        if name == "carat":
            return value, f'"carat":{number_of(value)},', f"{value} ct "
        labels = {"shape": SHAPE_LABELS, "colour": COLOURS, "clarity": CLARITY_LABELS}[name]
        after = {"shape": ", ", "colour": " ", "clarity": ""}[name]
        return value, f'"{name}":{int(value)},', labels[value] + after

    def _sides(self, shape: int, cells: list[str]) -> str:
        """Its measurements, and the angles that they leave."""
        cell = cells[self.at["measurements"]]
        found = MEASUREMENTS.fullmatch(cell)
        if not found or len(cell) > LONGEST_SIDES:
            raise Unusual
        one, other, high = found.groups()
        length, width, depth = self.across[one], self.across[other], self.deep[high]
        if shape != Shape.ROUND and width[0] > length[0]:
            length, width = width, length
        measured = depth_of(shape, length[0], width[0], depth[0])
        n = self.at.get("depth_pct")
        depth_pct, depth_is = (None, "") if n is None else self.depths[cells[n]]
        (low, high), told = DEPTHS, depth_pct or measured
        if not (low <= measured <= high and abs(measured - told) <= DEPTH_TOLERANCE):
            raise Unusual
        texts = [None if n is None else cells[n] for n in self.angled]
        angles = self.angles[shape, measured, *texts]
        return f'"length":{length[1]},"width":{width[1]},"depth":{depth[1]},{depth_is}{angles}'

    def _depth(self, cell: str) -> tuple[Decimal | None, str]:
        value = self._value("depth_pct", cell)
        return value, "" if value is None else f'"depth_pct":{number_of(value)},'

    def _angles(self, key: tuple) -> str:
        """By shape, measured depth in %, and the cells of `ANGLES`."""
        shape, measured, *cells = key
        said = {
            name: self._value(name, cell)
            for name, cell in zip(ANGLES, cells, strict=True)
            if cell is not None
        }
        said = {name: value for name, value in said.items() if value is not None}
        for name, value in said.items():
            low, high, _ = POSSIBLE[name]
            if not low <= value <= high:
                raise Unusual
        try:
            usual = typical_angles(shape, measured, said.get("table_pct"))
        except BadProportions as error:
            raise Unusual from error
        typical = [name for name in FITTED if name not in said]
        facts = said | {name: usual[name] for name in typical}
        numbers = "".join(f'"{name}":{number_of(value)},' for name, value in facts.items())
        return f'{numbers}"typical":{encoded(typical)},'


def _side(*args: str) -> tuple[Decimal, str]:
    """Of a part of the measurements (the last), which must be possible by all of these names."""
    *names, part = args
    value = value_of(figures.millimetres, part)
    if isinstance(value, BadCell):
        raise Unusual
    if not all(POSSIBLE[name][0] <= value <= POSSIBLE[name][1] for name in names):
        raise Unusual
    return value, number_of(value)


def number_of(value: Decimal) -> str:
    """As Python writes the same number as a float: 57.0, 1.5, 27090.0."""
    whole, _, part = f"{value:f}".partition(".")
    return f"{whole}.{part.rstrip('0') or '0'}"
