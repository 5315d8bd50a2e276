"""When nothing fits exactly: the stones that come closest to what was asked for."""

import numpy as np

from omni.lib.statement import Statement

from ..models import Listing
from .columns import Columns, UpToDate
from .facets import CHOICES, COLOURS, RANGES, Facets
from .listed import locations
from .search import Found, heads

# What it costs to be another shape, elsewhere, or a grade away; a range costs its relative miss.
OTHERWISE = {"shape": 2.0, "lab": 0.2, "origin": 1.0}
PLACE, GRADE = 0.2, 0.15
LOOKED_AT = 60  # of the closest, some may be on hold
FREE = Statement(
    "SELECT item_id FROM inventory_listing WHERE item_id = ANY(%s)"
    f" AND state = {Listing.State.AVAILABLE}"
)


def nearest(facets: Facets, most: int = 3) -> list[Found]:
    """At most `most` free stones, the closest first, the oldest of two as close; three queries."""
    with UpToDate() as columns:
        miss = _miss(columns, facets)
        miss[columns["is_unsold"] == 0] = np.inf
        close = _least(miss, LOOKED_AT)
        ids = columns["item_id"][close[np.isfinite(miss[close])]].tolist()
    free = {pk for (pk,) in FREE.rows(ids)}
    return heads([pk for pk in ids if pk in free][:most])


def _least(values: np.ndarray, most: int) -> np.ndarray:
    """The rows of the least values, in order; of two as small the earlier row is first."""
    if len(values) > most:
        rows = np.flatnonzero(values <= np.partition(values, most)[most])
    else:
        rows = np.arange(len(values))
    return rows[np.argsort(values[rows], kind="stable")][:most]


def _miss(columns: Columns, facets: Facets) -> np.ndarray:
    miss = np.zeros(len(columns["item_id"]), np.float32)
    for name, span in RANGES.items():
        low, high = facets.bounds(name)
        value = columns[span.column] / np.float32(span.scale)
        if low is not None:
            miss += np.clip((float(low) - value) / float(low), 0, None)
        if high is not None:
            miss += np.clip((value - float(high)) / float(high), 0, None)
    for name in CHOICES:
        if name not in COLOURS and (codes := facets.chosen(name)):
            miss += _away(columns, name, codes)
    if ways := facets.colour_ways:
        miss += np.minimum.reduce(
            [sum(_away(columns, name, codes) for name, codes in way.items()) for way in ways]
        )
    if facets.places:
        miss += np.where(np.isin(columns["place"], locations(facets)), 0, PLACE)
    return miss


def _away(columns: Columns, name: str, codes: tuple[int, ...]) -> np.ndarray:
    away = np.abs(columns[name] - np.float32(sum(codes) / len(codes))) * GRADE
    return np.where(np.isin(columns[name], codes), 0, OTHERWISE.get(name, away))
