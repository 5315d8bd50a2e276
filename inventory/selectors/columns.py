"""What search counts, kept in each process as columns of small numbers and brought up to date.

Counting by every facet in SQL takes as long as all the rest of a page many times over; over columns
it takes about a millisecond for fifty thousand stones. A process reads the whole list once, by
binary COPY, and before each count only what was committed since. What those rows are is told by
transactions, not by an ever growing number: rows become visible in another order than they were
written in, so each reading remembers which transactions were still under way. A reading inside one
that has written sees what it wrote, and that may yet be taken back: those rows are read every time
until it is over.
"""

import threading
from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from django.db import connection

from omni.lib.kept import on_forget

from .asked import LEAST
from .cells import Cells
from .copied import NAMES, TYPES, Copied
from .facets import CHOICES
from .orders import Order
from .since import BEGINNING, COPY, Told, changes

# Bounds of the bars, in ct and in whole currency units: narrow where most stones are.
BARS = {
    "carat": (
        0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 5.5,
    ),
    "price": (
        300, 400, 500, 650, 800, 1000, 1300, 1600, 2000, 2500, 3200, 4000, 5000, 6500, 8000, 10000,
        13000, 16000, 20000, 50000,
    ),
}  # fmt: skip
# As the listing has them, in hundredths; the outermost bars have what lies beyond too.
EDGES = {name: [round(100 * bound) for bound in bounds[1:-1]] for name, bounds in BARS.items()}
ROW_BITS = 24  # rows are put in order as one number of value and row, so prices have 39 bits
MOST_STONES = 1 << ROW_BITS
# The column that has a facet's codes, where it is counted by them.
CODED = {name: name for name in CHOICES} | {
    "place": "spot", "carat": "carat_bar", "price": "price_bar"
}  # fmt: skip
COUNTED = {"is_unsold", *CODED.values()}
SIZES = {name: max(choice.kind) + 1 for name, choice in CHOICES.items()}
# Stones; of more a bar is cut into narrower ones, so that few are counted one by one. Tables grow
# with the number of bars, and those by both weight and price with its square: so that has an end.
BAR, BARS_ABOUT = 10_000, 100
MANY = 2000  # changes; from there on it is quicker to begin anew


class Columns:
    """By item id, each an array as long as the others; what is sold has `is_unsold` 0.

    `places` are the ids of locations, ascending, and the column `spot` says which of them; `orders`
    are the rows by price and by weight, `edges` lie between their bars, which are those that are
    shown or narrower, `cells` are the numbers by every facet, and `told` says of each stone, all in
    one row, where in these it is counted.
    """

    def __init__(self) -> None:
        self.by_name: dict[str, np.ndarray] = {}
        self.upto, self.running = 0, []
        self._unsure: set[int] = set()  # ids of what was read before it was committed

    def __getitem__(self, name: str) -> np.ndarray:
        return self.by_name[name]

    def bring_up_to_date(
        self, item_ids: Sequence[int] = (), unknown: Sequence[int] = ()
    ) -> Told | None:
        """One query; the first time two, of which one reads everything.

        Answers what is told of these items and of those `unknown`, of that moment; None where a
        stone has changed since the last time, as the first time.
        Raises OverflowError for more stones than can be put in order.
        """
        try:
            told = None
            if self.by_name:
                told = self._take_changes(item_ids, unknown)
            else:
                self._read_all()
            if len(self["item_id"]) > MOST_STONES:
                raise OverflowError(f"Search keeps {MOST_STONES:,} stones, and there are more.")
        except BaseException:
            self.by_name = {}
            raise
        return told

    def _read_all(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(BEGINNING)  # before the rows: what comes between is read once more
            self.upto, running, unsure = cursor.fetchone()
            self.running, self._unsure = _known(running), set(unsure)
            copied = Copied()
            cursor.copy_expert(COPY, copied)
        self.by_name = copied.columns()
        self._make_anew()

    def _take_changes(self, item_ids: Sequence[int], unknown: Sequence[int]) -> Told | None:
        looks, running, unsure = (
            [list(one)] if one else [] for one in (unknown, self.running, self._unsure)
        )
        statement = changes(bool(looks), bool(running), bool(unsure))
        rows = statement.rows(list(item_ids), *looks, self.upto, *running, *unsure)
        heads, told, self.upto, under_way, own = rows[0][:5]
        self.running = _known(under_way)
        changed = {pk: (by, values) for *_, pk, by, values in rows if pk is not None}
        if not self._unsure <= changed.keys():
            self._read_all()  # a stone that was read is there no more: it was rolled back
            return None
        self._unsure = {pk for pk, (by, _values) in changed.items() if by == own}
        if not changed:
            return Told(heads, told)
        self._put([changed[pk][1] for pk in sorted(changed)])
        return None

    def _make_anew(self) -> None:
        """All that follows from the columns: places, orders, and tables as they are asked for."""
        self.places = np.unique(self["place"])
        self.by_name["spot"] = self.places.searchsorted(self["place"]).astype("i2")
        self.orders = {name: Order(self[name]) for name in EDGES}
        bar = max(BAR, len(self["item_id"]) // BARS_ABOUT)
        self.edges = {name: self.orders[name].cut(EDGES[name], bar) for name in EDGES}
        self.by_name |= self._bars(self.by_name)
        bars = {name: len(edges) + 1 for name, edges in self.edges.items()}
        shown = {
            name: [bisect_right(EDGES[name], edge) for edge in [LEAST, *edges]]
            for name, edges in self.edges.items()
            if len(edges) > len(EDGES[name])
        }
        self.cells = Cells(SIZES | {"place": len(self.places)} | bars, shown)
        self.told = self.cells.told(self._codes(slice(None)))

    def _bars(self, columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Which bar each is in."""
        return {
            f"{name}_bar": np.searchsorted(edges, columns[name], side="right").astype("i2")
            for name, edges in self.edges.items()
        }

    def coded(self, rows: np.ndarray | slice = slice(None)) -> dict[str, np.ndarray]:
        """The codes by facet of those of these rows that aren't sold."""
        unsold = self["is_unsold"][rows] > 0
        return {name: codes[unsold] for name, codes in self._codes(rows).items()}

    def _codes(self, rows: np.ndarray | slice) -> dict[str, np.ndarray]:
        return {name: self[column][rows] for name, column in CODED.items()}

    def cells_by(self, names: list[str]) -> np.ndarray:
        """The table of `cells` for these facets."""
        return self.cells.of(names, self.coded)

    def _put(self, rows: list[list[int]]) -> None:
        """In place where the stone is known; the others where their ids belong."""
        fresh = {
            name: np.array(values, dtype=TYPES[name])
            for name, values in zip(NAMES, zip(*rows, strict=True), strict=True)
        }
        fresh |= self._bars(fresh)
        ids = self["item_id"]
        at = ids.searchsorted(fresh["item_id"])
        known = at < len(ids)
        known[known] = ids[at[known]] == fresh["item_id"][known]
        spots = self.places.searchsorted(fresh["place"])
        if (
            len(rows) <= MANY
            and (known | (at == len(ids))).all()
            and len(self.places)
            and (self.places.take(spots, mode="clip") == fresh["place"]).all()
        ):
            self._put_plain(fresh | {"spot": spots.astype("i2")}, at, known)
        else:
            self._write(fresh, at, known)
            self._make_anew()

    def _put_plain(self, fresh: dict[str, np.ndarray], at: np.ndarray, known: np.ndarray) -> None:
        """Of stones that are known, or whose ids are the last; tables and orders follow.

        Mostly a price moves within its bar, which changes nothing that is counted.
        """
        were = {name: self[name][at[known]] for name in COUNTED | EDGES.keys()}
        differs = {name: were[name] != fresh[name][known] for name in were}
        counted = np.logical_or.reduce([differs[name] for name in COUNTED])
        if counted.any():
            self.cells.add(self.coded(at[known][counted]), -1)
        self._write(fresh, at, known)
        new = at[~known] = len(self["item_id"]) + np.arange(-(~known).sum(), 0)
        moved = np.concatenate((at[known][counted], new))
        if len(moved):
            if len(new):
                room = np.zeros((len(new), len(CODED)), self.told.dtype)
                self.told = np.concatenate((self.told, room))
            self.told[moved] = self.cells.told(self._codes(moved))
            self.cells.add(self.coded(moved), 1)
        for name, order in self.orders.items():
            moves = differs[name]
            if moves.any() or len(new):
                order.move(at[known][moves], were[name][moves], new, name, self.by_name)
            order.renew(at[known][~moves], name, self.by_name)

    def _write(self, fresh: dict[str, np.ndarray], at: np.ndarray, known: np.ndarray) -> None:
        for name, column in fresh.items():
            self.by_name[name][at[known]] = column[known]
            if not known.all():
                self.by_name[name] = np.insert(self[name], at[~known], column[~known])


def _known(transactions: list[int | None]) -> list[int]:
    return [number for number in transactions if number is not None]


_columns, _lock = Columns(), threading.Lock()


@on_forget
def _forget() -> None:
    _columns.by_name = {}


def stones_read() -> int:
    """How many this process keeps columns of, sold ones too; none before its first search."""
    return len(_columns.by_name.get("item_id", ()))


class Along:
    """The columns in the order of one of them."""

    def __init__(self, columns: Columns, name: str) -> None:
        self.order, self.name, self.by_name = columns.orders[name], name, columns.by_name

    def __getitem__(self, name: str) -> np.ndarray:
        return self.order.values if name == self.name else self.order.along(name, self.by_name)


class Kept:
    """`with Kept() as columns`: as they were known last; only who holds them changes them."""

    def __enter__(self) -> Columns:
        _lock.acquire()
        try:
            self._prepare()
        except BaseException:
            _lock.release()
            raise
        return _columns

    def __exit__(self, *failed) -> None:
        _lock.release()

    def _prepare(self) -> None:
        if not _columns.by_name:
            _columns.bring_up_to_date()


class UpToDate(Kept):
    """`with UpToDate() as columns`: as committed when it begins."""

    def _prepare(self) -> None:
        _columns.bring_up_to_date()
