"""The rows of the columns in the order of one of them, kept so while single rows change."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

import numpy as np


class Order:
    """`rows` by `values`, both ascending; of equal values by row, which is by item."""

    def __init__(self, column: np.ndarray) -> None:
        self.rows = np.argsort(column, kind="stable").astype("i4")
        self.values = column[self.rows]

    def span(self, least: int, most: int) -> tuple[int, int]:
        """From where to before where the values lie from `least` to `most`."""
        begin = bisect_left(self.values, least)  # numpy's own would copy narrow numbers first
        return begin, bisect_right(self.values, most, begin)

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

    def move(self, rows: np.ndarray, column: np.ndarray) -> None:
        """The values of these rows are others now, or the rows are new at the end."""
        stay = ~np.isin(self.rows, rows)
        self.rows, self.values = self.rows[stay], self.values[stay]
        moved = rows[np.lexsort((rows, column[rows]))]
        places = [
            self.place(value, row)
            for value, row in zip(column[moved].tolist(), moved.tolist(), strict=True)
        ]
        self.rows = np.insert(self.rows, places, moved)
        self.values = np.insert(self.values, places, column[moved])
