"""Sells and claims without a pause, and notes what it was told: `python -m tests.faults.shoppers`.

Each thread sends what got no answer again, with the same key, until it hears one.
"""

import os
import random
import sys
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omni.settings")
django.setup()

from django.db import InterfaceError, OperationalError, connection  # noqa: E402

from inventory.actions.claim import ClaimLine, claim_stock  # noqa: E402
from inventory.actions.release import release_claims  # noqa: E402
from inventory.errors import Insufficient  # noqa: E402
from inventory.models import Claim, Item  # noqa: E402
from omni.lib.idempotency import once  # noqa: E402
from omni.lib.models import ClientKey  # noqa: E402
from sales.actions.place_order import Paid  # noqa: E402
from sales.actions.sell_now import sell_now  # noqa: E402
from sales.basket import BasketLine  # noqa: E402
from sales.models import Order  # noqa: E402
from staff.models import Role, Store, User  # noqa: E402
from tests.cast import a_store, a_user, acting  # noqa: E402
from tests.faults.buyer import Journal  # noqa: E402
from tests.stock import a_place, a_setting, a_stone  # noqa: E402

THREADS = 4
OVER = threading.Event()


def stock() -> None:
    """Rings for a long night, and four stones that everybody wants."""
    a_user("Marcus Okafor", Role.ASSOCIATE, a_store("sydney"))
    for _ in range(3):
        a_setting(pieces=100_000, at=a_place())
    for _ in range(4):
        a_stone(at=a_place())


def shop(journal: Journal) -> None:
    with ThreadPoolExecutor(THREADS) as threads:
        days = [threads.submit(Shopper(n, journal).run) for n in range(THREADS)]
        sys.stdin.read()  # its end is the end of the day
        OVER.set()
        for day in days:
            day.result()


class Shopper:
    def __init__(self, number: int, journal: Journal) -> None:
        self.journal, self.holder, self.dice = journal, f"customer:{number}", random.Random(number)

    def run(self) -> None:
        self.marcus, self.sydney = User.objects.get(), Store.objects.get()
        self.rings = list(Item.objects.filter(is_serial=False))
        self.stones = list(Item.objects.filter(is_serial=True))
        while not OVER.is_set():
            if self.dice.random() < 0.5:
                self.told("sold", self.sell, self.dice.choice(self.rings))
                continue
            held = self.told("claimed", self.claim, self.dice.choice(self.stones))
            if held:
                self.told("released", self.release, held)

    def told(self, what: str, run, *args) -> str:
        """The reference of what was done under a fresh key, or nothing when it was refused."""
        key = str(uuid.uuid4())
        actor = acting(self.marcus)
        while True:
            try:
                answer, _ = once(
                    actor=actor, action=what, key=key, body={},
                    run=lambda: {"ref": run(key, *args)},
                )  # fmt: skip
            except Insufficient:
                self.journal.note(what="refused", key=key, ref="")
                return ""
            except (OperationalError, InterfaceError):
                connection.close()
                time.sleep(0.1)
                continue
            self.journal.note(what=what, key=key, ref=answer["ref"])
            return answer["ref"]

    def sell(self, key: str, ring: Item) -> str:
        order = sell_now(
            store=self.sydney, sold_by=self.marcus, customer=None,
            lines=[BasketLine(ring.public_id, 1, ring.price, "take_away")],
            paid=[Paid("terminal", ring.price, key)], actor=acting(self.marcus),
        )  # fmt: skip
        return str(order.public_id)

    def claim(self, key: str, stone: Item) -> str:
        claims = claim_stock(
            lines=[ClaimLine(stone.pk)], purpose="basket", holder=self.holder, expires_at=None,
            actor=acting(self.marcus),
        )  # fmt: skip
        return str(claims[0].public_id)

    def release(self, key: str, claim: str) -> str:
        release_claims(claims=[uuid.UUID(claim)], why="enough", actor=acting(self.marcus))
        return claim


def check(journal: Journal) -> None:
    """Every acknowledgement stands, every refusal did nothing, and nothing was done twice."""
    said = journal.entries()
    refs = {what: [e["ref"] for e in said if e["what"] == what] for what in ("sold", "claimed")}
    orders = [str(ref) for ref in Order.objects.values_list("public_id", flat=True)]
    assert sorted(orders) == sorted(refs["sold"]), "orders and acknowledged sales differ"
    assert len(set(orders)) == len(orders)
    claims = {str(ref) for ref in Claim.objects.values_list("public_id", flat=True)}
    assert set(refs["claimed"]) <= claims, "an acknowledged claim is missing"
    released = [e["ref"] for e in said if e["what"] == "released"]
    assert not Claim.objects.live().filter(public_id__in=released).exists()
    refused = [e["key"] for e in said if e["what"] == "refused"]
    assert not ClientKey.objects.filter(key__in=refused).exists()
    done = [e["key"] for e in said if e["what"] != "refused"]
    assert ClientKey.objects.count() == len(done) == len(set(done))


if __name__ == "__main__":
    task = {"stock": lambda _: stock(), "shop": shop, "check": check}[sys.argv[1]]
    task(Journal(Path(sys.argv[2])))
