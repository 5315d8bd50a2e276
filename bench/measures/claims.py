"""Claims a second through the action, and over HTTP, beside PostgreSQL's own rate."""

import json
import random
import time
import uuid
from collections.abc import Iterator
from itertools import cycle

from .. import pgbench
from ..bench import RUNS, SECONDS, Bench
from ..client import load, post
from ..data import STONES
from ..figures import Figure, Run, interleaved
from ..hands import Hand
from ..house import HOST, House
from ..registry import figure, measures

WORKERS = 8
HOT = """
UPDATE inventory_stockrecord SET on_hand = 1000000 WHERE id = (
    SELECT r.id FROM inventory_stockrecord r JOIN inventory_item i ON i.id = r.item_id
    WHERE NOT i.is_serial AND r.on_hand > 0 ORDER BY r.id LIMIT 1)
RETURNING item_id
"""
FREE = "SELECT item_id FROM inventory_listing WHERE state = 1 ORDER BY item_id"


@measures("claim_hot", "claim_spread")
def claim_rates(bench: Bench) -> Iterator[Figure]:
    with bench.house(STONES) as house:
        pgbench.lay_tables(house)
        workers = [house.hand("bench.claimers") for _ in range(WORKERS)]
        ((hot,),) = house.rows(HOT)
        for worker in workers:
            worker.ask("own", items=[hot])
        yield figure("claim_hot", "claims/s", _beside(house, workers, pgbench.HOT))
        deal(workers, [item for (item,) in house.rows(FREE)])
        yield figure("claim_spread", "claims/s", _beside(house, workers, pgbench.SPREAD))


def deal(workers: list[Hand], items: list[int]) -> None:
    """Each its own share, in no order, so that nobody asks for what another has."""
    random.Random(1).shuffle(items)
    for number, worker in enumerate(workers):
        worker.ask("own", items=items[number::WORKERS])


def _beside(house: House, workers: list[Hand], script: str) -> list[Run]:
    claims(workers, 1)  # connections and caches
    (runs,) = interleaved(
        RUNS,
        lambda _: pgbench.rate(house, script, clients=WORKERS, seconds=SECONDS),
        lambda _: claims(workers, SECONDS),
    )
    return runs


def claims(workers: list[Hand], seconds: float) -> float:
    """Claims a second of all together."""
    at = time.monotonic() + 0.2
    for worker in workers:
        worker.tell("claim", seconds=seconds, at=at)
    return sum(worker.hear()["done"] for worker in workers) / seconds


@measures("claim_http_p95_ms")
def claim_over_http(bench: Bench) -> Iterator[Figure]:
    """Eight clients hold stones by the API; each stone once, under the tokens of many machines."""
    with bench.house(STONES) as house:
        tokens = cycle(bench.people(house)["machines"])
        skus = house.rows(f"SELECT sku FROM inventory_item WHERE id IN ({FREE}) ORDER BY random()")
        left = iter(skus)

        def holds() -> Iterator[bytes]:
            for (sku,) in left:
                body = {
                    "purpose": "appointment", "reference": "bench", "expires_in": 60,
                    "lines": [{"sku": sku}],
                }  # fmt: skip
                yield post(
                    "/api/v1/claims/", HOST, json.dumps(body).encode(), "application/json",
                    Authorization=f"Bearer {next(tokens)}", Idempotency_Key=str(uuid.uuid4()),
                )  # fmt: skip

        def ask(seconds: float) -> float:
            return load(house.web, [holds() for _ in range(8)], seconds, ok=201).p95_ms

        ask(1)
        yield figure("claim_http_p95_ms", "ms", [Run(ask(SECONDS)) for _ in range(RUNS)])
