"""What people look for: searches drawn from a seed, and stones by their stock numbers."""

import random
from collections.abc import Iterator
from urllib.parse import urlencode

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


def query(dice: random.Random, facets: int = 2) -> str:
    """Any so many facets, in any order of the list."""
    params: dict = {}
    for name in dice.sample(list(FACETS), facets):
        params |= FACETS[name](dice)
    sort = dice.choice(SORTS)
    return urlencode(params | ({"sort": sort} if sort else {}), safe=",")


def searches(seed: object) -> Iterator[str]:
    """Addresses of the list without end, hardly any of them twice."""
    dice = random.Random(str(seed))
    while True:
        yield f"/diamonds/?{query(dice)}"


def pages(skus: list[str], seed: object) -> Iterator[str]:
    dice = random.Random(str(seed))
    while True:
        yield f"/diamonds/{dice.choice(skus)}/"
