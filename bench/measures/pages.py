"""Pages a second, each run beside the reference of the same moment."""

import random
from collections.abc import Iterator
from functools import partial

from .. import peers
from ..bench import RUNS, Bench, RefQ
from ..data import STONES
from ..figures import Figure, Run, interleaved
from ..queries import pages, searches
from ..registry import figure, measures
from ..visitors import Visitors, while_stock_changes

SKUS = """
SELECT i.sku, i.public_id::text FROM inventory_item i JOIN inventory_listing l ON l.item_id = i.id
ORDER BY i.id
"""


@measures("one_query_page_vs_ref_q")
def one_query_page(bench: Bench) -> Iterator[Figure]:
    with bench.house(STONES) as house:
        (runs,) = interleaved(RUNS, RefQ(house).rate, RefQ(house, full=True).rate)
        yield figure("one_query_page_vs_ref_q", "pages/s", runs)


@measures("search_page_vs_ref_q", "search_page_signed_in_vs_ref_q", "search_page_vs_oscar")
def search_page(bench: Bench) -> Iterator[Figure]:
    """Any two facets; the reference is measured while stock is left alone."""
    with bench.house(STONES) as house:
        strangers, customers = Visitors(house, searches), signed_in(bench, house, searches)
        reference, busy = RefQ(house), while_stock_changes(house)
        theirs, hers = interleaved(RUNS, reference.rate, busy(strangers), busy(customers))
        yield figure("search_page_vs_ref_q", "pages/s", theirs)
        yield figure("search_page_signed_in_vs_ref_q", "pages/s", hers)
        yield from peers.beside("search_page_vs_oscar", "pages/s", theirs)
        strangers.profile("search_page")


@measures(
    "stone_page_vs_ref_q", "stone_page_vs_oscar", "stone_page_with_beacon_vs_ref_q",
    "stone_page_queries",
)  # fmt: skip
def stone_page(bench: Bench) -> Iterator[Figure]:
    with bench.house(STONES) as house:
        items = {f"/diamonds/{sku}/": item for sku, item in house.rows(SKUS)}
        skus = [path.split("/")[2] for path in items]
        strangers = Visitors(house, partial(pages, skus))
        told_of = Visitors(house, partial(pages, skus), seen=items)
        reference, busy = RefQ(house), while_stock_changes(house)
        runs, told = interleaved(RUNS, reference.rate, busy(strangers), busy(told_of))
        yield figure("stone_page_vs_ref_q", "pages/s", runs)
        yield figure("stone_page_with_beacon_vs_ref_q", "pages/s", told)
        yield from peers.beside("stone_page_vs_oscar", "pages/s", runs)
        strangers.profile("stone_page")
        shown = random.Random(1).sample(skus, RUNS)
        cost = partial(house.run, "-m", "bench.count_queries")
        counted = [int(cost(f"/diamonds/{sku}/", strangers.cookies[0])) for sku in shown]
        yield figure("stone_page_queries", "queries", map(Run, counted))


def signed_in(bench: Bench, house, paths) -> Visitors:
    people = bench.people(house)
    return Visitors(house, paths, [f"{people['customer_cookie']}={k}" for k in people["customers"]])
