"""How long the list of stones takes: random facets over HTTP from a few clients, as JSON.

    python bench/search_page.py http://127.0.0.1:8000 --clients 4 --requests 400

Every address is asked for once before (cards and drawings are kept), then each timed request is a
fresh draw. `server` is the time that the page itself took (Server-Timing); the client's time
holds the wait for a free worker too.
"""

import argparse
import http.client
import json
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from urllib.parse import urlencode, urlsplit

SHAPES = ["round", "oval", "cushion", "princess", "emerald", "pear", "marquise", "asscher"]
COLOURS, CUTS = "DEFGHIJ", ["excellent", "very-good", "good", "fair"]
CLARITIES = ["IF", "VVS1", "VVS2", "VS1", "VS2", "SI1", "SI2", "I1"]
SORTS = ["", "price", "-price", "carat", "-carat"]


def carat(dice: random.Random) -> dict:
    low = round(dice.uniform(0.2, 2.5), 2)
    return {"carat_min": low, "carat_max": round(low + dice.uniform(0.05, 1), 2)}


def price(dice: random.Random) -> dict:
    low = dice.randrange(300, 15_000, 100)
    return {"price_min": low, "price_max": low + dice.randrange(200, 6_000, 100)}


def row(name: str, values: list[str]):
    def drawn(dice: random.Random) -> dict:
        first = dice.randrange(len(values))
        return {name: ",".join(values[first : first + dice.randint(1, 4)])}

    return drawn


FACETS = {
    "shape": lambda dice: {"shape": dice.choice(SHAPES)},
    "carat": carat,
    "colour": row("colour", list(COLOURS)),
    "clarity": row("clarity", CLARITIES),
    "cut": row("cut", CUTS),
    "price": price,
    "place": lambda dice: {"place": dice.choice(["sydney", "melbourne", "perth"])},
}


def query(dice: random.Random, facets: int) -> str:
    params: dict = {}
    for name in dice.sample(list(FACETS), facets):
        params |= FACETS[name](dice)
    sort = dice.choice(SORTS)
    return urlencode(params | ({"sort": sort} if sort else {}), safe=",")


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[float, float]:
    """Milliseconds until the last byte, and in the server; anything but a page ends the run."""
    started = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    if response.status != http.HTTPStatus.OK:
        sys.exit(f"{path} answered {response.status}")
    took = (time.perf_counter() - started) * 1000
    return took, float(response.headers["Server-Timing"].rpartition("=")[2])


def client(host: str, paths: list[str]) -> list[tuple[float, float]]:
    connection = http.client.HTTPConnection(host, timeout=30)
    times = [ask(connection, path) for path in paths]
    connection.close()
    return times


def run(host: str, facets: int, clients: int, requests: int, seed: int) -> dict:
    dice = random.Random(seed)
    shares = [
        ["/diamonds/?" + query(dice, facets) for _ in range(requests // clients)]
        for _ in range(clients)
    ]
    for _warm_up_then_timed in range(2):
        started = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            pairs = list(chain.from_iterable(pool.map(client, [host] * clients, shares)))
        seconds = time.perf_counter() - started
    times, inside = sorted(pair[0] for pair in pairs), sorted(pair[1] for pair in pairs)
    return {
        "facets": facets, "clients": clients, "requests": len(times),
        "server_p50_ms": round(inside[len(inside) // 2], 1),
        "server_p95_ms": round(inside[int(len(inside) * 0.95)], 1),
        "p50_ms": round(times[len(times) // 2], 1),
        "p95_ms": round(times[int(len(times) * 0.95)], 1),
        "max_ms": round(times[-1], 1), "per_second": round(len(times) / seconds, 1),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base", help="the shop's address, such as http://127.0.0.1:8000")
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    host = urlsplit(told.base).netloc
    results = [run(host, n, told.clients, told.requests, told.seed) for n in (1, 2, 3)]
    json.dump(results, sys.stdout, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
