"""The whole stock at a glance: how many stones, where, and how carat and price are spread."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from django.core.cache import cache
from django.db import connection

from ..models import Listing

KEY, SECONDS = "inventory.stock_picture", 60
# Bounds of the bars, in ct and in whole currency units: narrow where most stones are.
CARATS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 5.5)
PRICES = (
    300, 400, 500, 650, 800, 1000, 1300, 1600, 2000, 2500, 3200, 4000, 5000, 6500, 8000, 10000,
    13000, 16000, 20000, 50000,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """`share` of the tallest bar, 0 to 1, for the stones from `low` up to `high`."""

    low: float
    high: float
    share: float


@dataclass(frozen=True, slots=True)
class StockPicture:
    """Sold stones aside; `at_location` counts by location id."""

    stones: int
    on_hold: int
    at_location: dict[int, int]
    carats: tuple[Bar, ...]
    prices: tuple[Bar, ...]


def stock_picture() -> StockPicture:
    """At most a minute old; one query when it is renewed."""
    found = cache.get(KEY)
    if found is None:
        found = _read()
        cache.set(KEY, found, SECONDS)
    return found


SQL = """
SELECT state, place, carat_bar, price_bar, count(*) FROM (
    SELECT state, place,
           width_bucket(carat::int, %s::int[]) AS carat_bar,
           width_bucket(price, %s::bigint[]) AS price_bar
    FROM inventory_listing WHERE state < %s
) AS listed
GROUP BY GROUPING SETS ((state), (place), (carat_bar), (price_bar))
"""


def _read() -> StockPicture:
    states, places, carats, prices = Counter(), Counter(), Counter(), Counter()
    with connection.cursor() as cursor:
        cursor.execute(
            SQL,
            [
                [round(low * 100) for low in CARATS],
                [low * 100 for low in PRICES],
                Listing.State.GONE.value,
            ],
        )
        for state, place, carat, price, number in cursor.fetchall():
            for counter, key in (
                (states, state), (places, place), (carats, carat), (prices, price),
            ):  # fmt: skip
                if key is not None:
                    counter[key] += number
    return StockPicture(
        stones=sum(states.values()),
        on_hold=states[Listing.State.HELD.value],
        at_location=dict(places),
        carats=_bars(CARATS, carats),
        prices=_bars(PRICES, prices),
    )


def _bars(bounds: tuple, counts: Counter) -> tuple[Bar, ...]:
    """`width_bucket` numbers the bars from 1; what lies beyond the last bound is in its bar."""
    spans = list(pairwise(bounds))
    heights = [counts[number] for number in range(1, len(bounds))]
    heights[0] += counts[0]
    heights[-1] += counts[len(bounds)]
    tallest = max(*heights, 1)
    return tuple(
        Bar(low, high, height / tallest) for (low, high), height in zip(spans, heights, strict=True)
    )
