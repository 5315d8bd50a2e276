"""Measures the peers in turn with the reference, and keeps their shares: PEERS=1."""

import datetime as dt
import json
import random
import sys
from collections.abc import Iterator
from statistics import median

from .bench import CLIENTS, RUNS, Bench, RefQ
from .client import Broken, Browser, burst, get, load
from .data import STONES
from .figures import Run, interleaved, short
from .memory import megabytes
from .oscar import PRODUCTS, Oscar, oscar
from .oscar_buyers import HOST, ready
from .peers import FILE, OF_OSCAR, known, share

BUYERS, PIECES, PAGES = 50, 10, 100
FIRST = "SELECT id, slug FROM catalogue_product ORDER BY id LIMIT {}".format


def measure_oscar(bench: Bench) -> None:
    """Its list, product page, memory, and fifty buyers of ten pieces."""
    with bench.house(STONES) as house, oscar(bench.server) as shop:
        reference = RefQ(house)
        warm(shop)
        lists, products = interleaved(
            RUNS, reference.rate,
            lambda n: rate(shop, listed(n)), lambda n: rate(shop, product_pages(shop, n)),
        )  # fmt: skip
        memory = [Run(megabytes(shop.web.popen.pid), reference.rate("memory", 1))]
        sold, buying = contention(shop, reference)
        figures = {
            "list_page": lists, "product_page": products, "contention_50_s": buying,
            "web_memory_mb": memory,
        }  # fmt: skip
        keep(shop, figures, sold)


def keep(shop: Oscar, figures: dict[str, list[Run]], sold: list[int]) -> None:
    kinds = dict(OF_OSCAR.values())
    kept = {
        name: {
            "value": short(median(run.value for run in runs)),
            "ref_q": short(median(run.baseline for run in runs)),
            "share": median(share(kinds[name], run.value, run.baseline) for run in runs),
            "spread": [short(end(run.value for run in runs)) for end in (min, max)],
        }
        for name, runs in figures.items()
    }
    facts = {
        "versions": shop.versions(),
        "measured_on": dt.datetime.now(dt.UTC).date().isoformat(),
        "products": PRODUCTS,
        "sold_of_ten": sold,
        "figures": kept,
    }
    FILE.write_text(json.dumps(known() | {"oscar": facts}, indent=2) + "\n")
    sys.stderr.write(json.dumps(facts) + "\n")


def warm(shop: Oscar) -> None:
    """Its pictures' thumbnails are made now; and the list must be one."""
    answer = Browser(shop.port).ask(get("/catalogue/?page=2", HOST))
    if answer.count(b"<article") != 20:
        raise Broken("django-oscar's list doesn't show its 20 products.")
    for seed in ("a", "b"):
        rate(shop, listed(seed))
        rate(shop, product_pages(shop, seed))


def rate(shop: Oscar, paths: Iterator[str], seconds: float = 6) -> float:
    """Pages a second; a slow page needs longer to be counted fairly than one of ours."""
    return load(
        shop.port, [(get(path, HOST) for path in paths) for _ in range(CLIENTS)], seconds,
        ends=b"</html>",
    ).rate  # fmt: skip


def listed(seed: object) -> Iterator[str]:
    dice = random.Random(f"list {seed}")
    while True:
        yield f"/catalogue/?page={dice.randint(1, PAGES)}"


def product_pages(shop: Oscar, seed: object) -> Iterator[str]:
    dice = random.Random(f"product {seed}")
    with shop.server.cursor("run_oscar") as cursor:
        cursor.execute(FIRST(PRODUCTS))
        rows = cursor.fetchall()
    while True:
        pk, slug = dice.choice(rows)
        yield f"/catalogue/{slug}_{pk}/"


def contention(shop: Oscar, reference: RefQ) -> tuple[list[int], list[Run]]:
    """How many of ten were sold in each round, and the seconds until the last guest knew."""
    sold, runs = [], []
    with shop.counter() as counter:
        for n in range(RUNS):
            pk, clicks = ready(shop, counter, n, BUYERS, PIECES)
            baseline = reference.rate(f"buyers {n}", 2)
            _statuses, seconds = burst(shop.port, clicks)
            sold.append(counter.ask("count", pk=pk)["sold"])
            runs.append(Run(seconds, baseline))
    return sold, runs
