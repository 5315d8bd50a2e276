"""What a measure is given: the servers, houses to open, people to come, and the reference."""

import contextlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass

from .client import Load, get, load
from .house import HOST, House, house
from .server import Server

RUNS, SECONDS, CLIENTS = 5, 4, 8


@dataclass(frozen=True, slots=True)
class Bench:
    server: Server

    @contextlib.contextmanager
    def house(self, template: str, **changed) -> Iterator[House]:
        with house(self.server, template, **changed) as made:
            yield made

    @staticmethod
    def people(house: House) -> dict:
        return json.loads(house.run("-m", "bench.people"))


class RefQ:
    """The one-query page of docs/bench.md on a house's data; `full` is behind all middleware."""

    def __init__(self, house: House, *, full: bool = False) -> None:
        settings = "full_settings" if full else "settings"
        self.port = house.serve_wsgi(
            "one-query" if full else "ref-q", "bench.ref_q.wsgi:application",
            DJANGO_SETTINGS_MODULE=f"bench.ref_q.{settings}",
        )  # fmt: skip
        self.items = [pk for (pk,) in house.rows("SELECT item_id FROM inventory_stone LIMIT 50000")]
        self.load("warm", 1)

    def load(self, seed: object, seconds: float = SECONDS) -> Load:
        def asked(client: int) -> Iterator[bytes]:
            dice = random.Random(f"{seed} {client}")
            while True:
                yield get(f"/{dice.choice(self.items)}/", HOST)

        return load(self.port, [asked(n) for n in range(CLIENTS)], seconds)

    def rate(self, seed: object, seconds: float = SECONDS) -> float:
        return self.load(seed, seconds).rate
