"""How many unsold stones there are within every combination of one or two facets, by every code.

A search by two facets is then a sum over a few rows of one small table, however many stones there
are: `of(("shape", "colour"))` has a row for each shape and colour, and beside one another the
numbers by shape, by colour, by clarity and so on. A table is made when somebody first asks for it,
and changed stones are moved from one of its rows to another.

Rows may go by finer codes than numbers are told by: by narrow bars of prices, told as wide ones.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise, starmap

import numpy as np

# Tables of some 50 KB each. Of a million stones, whose bars are narrower, those by price or weight
# have some 1 MB, and the one by both 8 MB. People look for a few combinations.
MOST = 48


class Cells:
    """`sizes` is how many codes each facet has, and `codes` are each stone's, by facet.

    `wider` says as what each code of a facet is told, where that is something else.
    """

    def __init__(
        self, sizes: Mapping[str, int], wider: Mapping[str, Sequence[int]] | None = None
    ) -> None:
        self.sizes = dict(sizes)
        self.wider = {name: np.asarray(codes) for name, codes in (wider or {}).items()}
        self._told_sizes = self.sizes | {name: codes[-1] + 1 for name, codes in self.wider.items()}
        ends = np.cumsum([0, *self._told_sizes.values()]).tolist()
        self.within = dict(zip(sizes, starmap(slice, pairwise(ends)), strict=True))
        self.width = ends[-1]
        self._tables: OrderedDict[tuple[str, ...], np.ndarray] = OrderedDict()

    def of(self, names: Sequence[str], codes: Callable[[], Mapping[str, np.ndarray]]) -> np.ndarray:
        """A row per combination of the codes of these facets, the last running fastest."""
        key = tuple(names)
        if key not in self._tables:
            self._tables[key] = self._made(key, codes())
        self._tables.move_to_end(key)
        while len(self._tables) > MOST:
            self._tables.popitem(last=False)
        return self._tables[key]

    def numbers(self, name: str, codes: np.ndarray) -> np.ndarray:
        """How many there are of each, as they are told."""
        return np.bincount(self._as_told(name, codes), minlength=self._told_sizes[name])

    def _as_told(self, name: str, codes: np.ndarray) -> np.ndarray:
        return self.wider[name].take(codes) if name in self.wider else codes

    def total(self, table: np.ndarray, chosen: Mapping[str, Sequence[int]]) -> np.ndarray:
        """The sum of such a table's rows that have these codes, which grow, of its facets."""
        if not all(map(len, chosen.values())):
            return np.zeros(self.width, int)
        part = table.reshape(*[self.sizes[name] for name in chosen], self.width)
        for axis, codes in enumerate(chosen.values()):
            if codes[-1] - codes[0] == len(codes) - 1:  # no gap: nothing needs to be copied
                part = part[(slice(None),) * axis + (slice(codes[0], codes[-1] + 1),)]
            else:
                part = part.take(codes, axis=axis)
        for _ in chosen:  # one axis after another, as narrow as they are: a quarter of the time
            part = np.add.reduce(part, axis=0, dtype=part.dtype)
        return part.astype(int)

    def told(self, codes: Mapping[str, np.ndarray]) -> np.ndarray:
        """Where in a table's row each stone is counted: a row per stone, a column per facet."""
        return np.stack(
            [
                self._as_told(name, codes[name]).astype("i2") + np.int16(within.start)
                for name, within in self.within.items()
            ],
            axis=1,
        )

    def add(self, codes: Mapping[str, np.ndarray], sign: int) -> None:
        """Stones with these codes have come, or have gone."""
        told = self.told(codes)
        for names, table in self._tables.items():
            np.add.at(table, (self._cell(names, codes)[:, np.newaxis], told), sign)

    def _made(self, names: tuple[str, ...], codes: Mapping[str, np.ndarray]) -> np.ndarray:
        cell, cells = self._cell(names, codes), self._cells(names)
        parts = [
            np.bincount(
                cell * size + self._as_told(name, codes[name]), minlength=cells * size
            ).reshape(cells, size)
            for name, size in self._told_sizes.items()
        ]
        return np.concatenate(parts, axis=1).astype("i4")

    def _cells(self, names: tuple[str, ...]) -> int:
        return int(np.prod([self.sizes[name] for name in names], dtype=int))

    def _cell(self, names: tuple[str, ...], codes: Mapping[str, np.ndarray]) -> np.ndarray:
        cell = np.zeros(len(next(iter(codes.values()))), np.intp)
        for name in names:
            cell = cell * self.sizes[name] + codes[name]
        return cell
