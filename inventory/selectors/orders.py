"""The rows of the columns in the order of one of them, kept so while single rows change."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np


class Order:
    """`rows` by `values`, both ascending; of equal values by row, which is by item."""

    def __init__(self, column: np.ndarray) -> None:
        self.rows = np.argsort(column, kind="stable").astype("i4")
        self.values = column[self.rows]
        self._along: dict[str, np.ndarray] = {}

    def along(self, name: str, columns: Mapping[str, np.ndarray]) -> np.ndarray:
        """That column in this order, which is kept: neighbours are read ten times as fast."""
        if name not in self._along:
            self._along[name] = columns[name].take(self.rows)
        return self._along[name]

    def span(self, least: int, most: int) -> tuple[int, int]:
        """From where to before where the values lie from `least` to `most`."""
        begin = bisect_left(self.values, least)  # numpy's own would copy narrow numbers first
        return begin, bisect_right(self.values, most, begin)

    def before(self, values: Sequence[int]) -> list[int]:
        """How many rows have less than each of these values."""
        return self.values.searchsorted(np.array(values, self.values.dtype)).tolist()

    def cut(self, edges: Sequence[int], most: int) -> list[int]:
        """These edges, which ascend, and more, so that about `most` rows at most lie between two.

        Rows of one value stay together.
        """
        found = set(edges)
        for begin, end in pairwise(
            [0, *(bisect_left(self.values, one) for one in edges), len(self.rows)]
        ):
            parts = -(-(end - begin) // most)
            found.update(
                int(self.values[begin + (end - begin) * n // parts]) for n in range(1, parts)
            )
        return sorted(found)

    def place(self, value: int, row: int) -> int:
        """Before how many of the rows this one belongs, by its value."""
        begin, end = self.span(value, value)
        return begin + int(self.rows[begin:end].searchsorted(row))

    def move(
        self,
        rows: np.ndarray,
        were: np.ndarray,
        new: np.ndarray,
        name: str,
        columns: Mapping[str, np.ndarray],
    ) -> None:
        """These rows have other values now than they had; the new ones are the last of all rows.

        Only what lies between the places that they leave and those that they take is written.
        """
        leave, column = np.sort(self._places(were, rows)), columns[name]
        come = np.concatenate((rows, new)).astype(self.rows.dtype)
        come = come[np.lexsort((come, column[come]))]
        take = self._places(column[come], come)
        first, last = min([*leave, *take]), max([*(leave + 1), *take])
        leave, take = leave - first, take - first
        take -= leave.searchsorted(take)

        def moved(whole: np.ndarray, coming: np.ndarray) -> np.ndarray:
            part = np.insert(np.delete(whole[first:last], leave), take, coming)
            return _in_between(whole, first, last, part)

        self.rows, self.values = moved(self.rows, come), moved(self.values, column[come])
        for one, kept in self._along.items():
            self._along[one] = moved(kept, columns[one][come])

    def renew(self, rows: np.ndarray, name: str, columns: Mapping[str, np.ndarray]) -> None:
        """These rows are where they were, but something else may be said of them."""
        places = self._places(columns[name][rows], rows)
        for one, kept in self._along.items():
            kept[places] = columns[one][rows]

    def _places(self, values: np.ndarray, rows: np.ndarray) -> np.ndarray:
        pairs = zip(values.tolist(), rows.tolist(), strict=True)
        return np.array([self.place(value, row) for value, row in pairs], np.intp)


def _in_between(whole: np.ndarray, first: int, last: int, part: np.ndarray) -> np.ndarray:
    """The whole with this part in place of what lies from the first to before the last."""
    if len(part) != last - first:
        return np.concatenate((whole[:first], part, whole[last:]))
    whole[first:last] = part
    return whole
