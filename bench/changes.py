"""Thirty stock changes a second by the real actions, while pages are measured.

Holds and releases in turn, and now and then another price, on stones anywhere in the list.
"""

import random
import threading
import time
import uuid

from .hands import django_ready, listen

PER_SECOND = 30
HELD = 200  # how many holds stand at any time
PRICES = 10  # every so many-th change is a price


class Writer:
    """Changes stock at its pace, in a thread of its own, until told to rest."""

    def __init__(self, seed: int = 1) -> None:
        from inventory.models import Listing

        self.dice = random.Random(seed)
        rows = Listing.objects.filter(state=Listing.State.AVAILABLE)
        self.stones = list(rows.order_by("pk").values_list("pk", flat=True))
        self.held: list[uuid.UUID] = []
        self.done = self.late = 0
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def go(self, per_second: int = PER_SECOND) -> None:
        self.done = self.late = 0
        self._over.clear()
        self._thread = threading.Thread(target=self._run, args=(per_second,))
        self._thread.start()

    def rest(self) -> dict:
        """How many changes were made, and how many of them came later than their second."""
        self._over.set()
        self._thread.join()
        return {"done": self.done, "late": self.late}

    def _run(self, per_second: int) -> None:
        due = time.monotonic()
        while not self._over.wait(max(0.0, due - time.monotonic())):
            if time.monotonic() - due > 1:
                self.late += 1
            self.change()
            due += 1 / per_second

    def change(self) -> None:
        """One change: a price, a release when enough is held, else a hold."""
        if self.done % PRICES == PRICES - 1:
            self._price()
        elif len(self.held) >= HELD or (self.held and self.done % 2):
            self._release()
        else:
            self._hold()
        self.done += 1

    def _hold(self) -> None:
        import datetime as dt

        from inventory.actions.claim import ClaimLine, claim_stock
        from inventory.errors import Insufficient
        from omni.lib.actors import Actor
        from omni.lib.clock import now

        visitor = str(uuid.uuid4())
        try:
            claims = claim_stock(
                lines=[ClaimLine(self.dice.choice(self.stones))], purpose="basket",
                holder=f"visitor:{visitor}", expires_at=now() + dt.timedelta(minutes=20),
                actor=Actor("visitor", visitor),
            )  # fmt: skip
        except Insufficient:
            return
        self.held += [claim.public_id for claim in claims]

    def _release(self) -> None:
        from inventory.actions.release import release_claims
        from omni.lib.actors import system

        claim = self.held.pop(self.dice.randrange(len(self.held)))
        release_claims(claims=[claim], why="bench", actor=system("bench"))

    def _price(self) -> None:
        from decimal import Decimal

        from inventory.actions.set_price import set_price
        from inventory.models import Item
        from omni.lib.actors import system

        item = Item.objects.get(pk=self.dice.choice(self.stones))
        factor = Decimal(self.dice.randrange(98, 103)) / 100
        price = (item.price * factor).quantize(Decimal("0.01"))
        set_price(item=item, price=price, actor=system("bench"))


def main() -> None:
    django_ready()
    writer = Writer()
    listen({"go": writer.go, "rest": writer.rest})


if __name__ == "__main__":
    main()
