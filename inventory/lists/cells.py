"""One cell at a time: a number, or one of the words we know; never a guess."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

EMPTY = frozenset({"", "-", "--", "N/A", "n/a"})
PLAIN = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")


class BadCell(ValueError):
    """The cell can't be used; the message says why."""


@lru_cache(maxsize=32_768)
def number(cell: str, *, digits: int, places: int) -> Decimal | None:
    """A number above 0 that fits `numeric(digits, places)`; None when the cell is empty."""
    if not cell:
        return None
    if not PLAIN.fullmatch(cell):
        raise BadCell("not a plain number")
    value = Decimal(cell)
    if value == 0:
        raise BadCell("is 0")
    if value >= 10 ** (digits - places):
        raise BadCell("too large")
    exact = value.quantize(Decimal(1).scaleb(-places))
    if exact != value:
        raise BadCell(f"more than {places} decimals")
    return exact


def word(cell: str, known: Mapping[str, int]) -> int | None:
    """The code of a word we know; None when the cell is empty."""
    if not cell:
        return None
    if cell not in known:
        raise BadCell("a word we don't know")
    return known[cell]
