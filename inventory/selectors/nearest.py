"""When nothing fits exactly: the stones that come closest to what was asked for."""

from collections.abc import Mapping

import numpy as np

from omni.lib.statement import Statement

from ..models import Listing
from .asked import LEAST, MOST, Condition
from .columns import EDGES, SIZES, Columns, UpToDate
from .facet_counts import fitting_rows
from .facets import CHOICES, COLOURS, RANGES, Facets
from .listed import locations
from .search import Found, heads

# What it costs to be another shape, elsewhere, or a grade away; a range costs its relative miss.
OTHERWISE = {"shape": 2.0, "lab": 0.2, "origin": 1.0}
PLACE, GRADE = 0.2, 0.15
REACHES = (0.05, 0.2, 0.35, 0.6, 1.2)  # how far away is looked before everything is
ROUNDED = 1e-5  # misses are single floats: by so much two that are told as one may differ
LOOKED_AT = 60  # of the closest, some may be on hold
FREE = Statement(
    "SELECT item_id FROM inventory_listing WHERE item_id = ANY(%s)"
    f" AND state = {Listing.State.AVAILABLE}"
)


def nearest(facets: Facets, most: int = 3) -> list[Found]:
    """At most `most` free stones, the closest first, the oldest of two as close; three queries."""
    with UpToDate() as columns:
        ids = columns["item_id"][_closest(columns, facets, LOOKED_AT)].tolist()
    free = {pk for (pk,) in FREE.rows(ids)}
    return heads([pk for pk in ids if pk in free][:most])


def _closest(columns: Columns, facets: Facets, most: int) -> np.ndarray:
    """Rows of unsold stones, the closest first; looks farther and farther until there are enough.

    What misses all that is asked by no more than so far misses none of it by more.
    """
    for far in REACHES:
        near = _within(facets, far + ROUNDED)
        rows = np.sort(fitting_rows(columns, near)) if near else columns["item_id"]
        if 4 * len(rows) > len(columns["item_id"]):
            break
        miss = _miss(columns, facets, rows)
        is_near = miss <= far
        if np.count_nonzero(is_near) >= most:
            return rows[is_near][_least(miss[is_near], most)]
    rows = np.flatnonzero(columns["is_unsold"])
    return rows[_least(_miss(columns, facets, rows), most)]


def _within(facets: Facets, far: float) -> list[Condition]:
    """What misses none of these misses no choice, and no range of weight or price, by more."""
    near = [
        Condition(name, name, codes=_codes_within(name, codes, far))
        for name in CHOICES
        if name not in COLOURS and (codes := facets.chosen(name))
    ]
    for name in EDGES:
        low, high = facets.bounds(name)
        scale = RANGES[name].scale
        least = LEAST if low is None else int(float(low) * scale * (1 - far)) - 1
        most = MOST if high is None else int(float(high) * scale * (1 + far)) + 1
        if (least, most) != (LEAST, MOST):
            near.append(Condition(name, name, least=least, most=most))
    return near


def _codes_within(name: str, codes: tuple[int, ...], far: float) -> tuple[int, ...]:
    return tuple(np.flatnonzero(_away(name, CODES[name], codes) <= far).tolist())


def _least(values: np.ndarray, most: int) -> np.ndarray:
    """The rows of the least values, in order; of two as small the earlier row is first."""
    if len(values) > most:
        rows = np.flatnonzero(values <= np.partition(values, most)[most])
    else:
        rows = np.arange(len(values))
    return rows[np.argsort(values[rows], kind="stable")][:most]


def _miss(columns: Columns, facets: Facets, rows: np.ndarray) -> np.ndarray:
    """By how much each of these rows misses what is asked; 0 for what fits."""
    miss = np.zeros(len(rows), np.float32)
    for name, span in RANGES.items():
        low, high = facets.bounds(name)
        if low is None and high is None:
            continue
        value = columns[span.column].take(rows) / np.float32(span.scale)
        if low is not None:
            miss += np.clip((float(low) - value) / float(low), 0, None)
        if high is not None:
            miss += np.clip((value - float(high)) / float(high), 0, None)

    def away(asked: Mapping[str, tuple[int, ...]]) -> np.ndarray | float:
        return sum(_away(name, columns[name].take(rows), codes) for name, codes in asked.items())

    miss += away({
        name: codes
        for name in CHOICES
        if name not in COLOURS and (codes := facets.chosen(name))
    })  # fmt: skip
    if ways := facets.colour_ways:
        miss += np.minimum.reduce([away(way) for way in ways])
    if facets.places:
        miss += np.where(np.isin(columns["place"].take(rows), locations(facets)), 0, PLACE)
    return miss


def _away(name: str, values: np.ndarray, codes: tuple[int, ...]) -> np.ndarray:
    away = np.abs(values - np.float32(sum(codes) / len(codes))) * GRADE
    return np.where(np.isin(values, codes), 0, OTHERWISE.get(name, away))


CODES = {name: np.arange(size) for name, size in SIZES.items()}
