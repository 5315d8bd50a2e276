"""One of eight that claim as fast as they can through the action, key and events and all."""

import time
import uuid

from .hands import django_ready, listen


class Claimer:
    """Told which items are its own; `claim` takes them one after another for so many seconds."""

    def __init__(self) -> None:
        self.items: list[int] = []

    def own(self, items: list[int]) -> None:
        """The pieces to claim, each once; one item alone is claimed again and again."""
        self.items = items

    def claim(self, seconds: float, at: float) -> dict:
        """How many claims were committed within `seconds` of `at`, a moment of the common clock."""
        time.sleep(max(0.0, at - time.monotonic()))
        end, done, hot = at + seconds, 0, len(self.items) == 1
        while True:
            one(self.items[0] if hot else self.items.pop())
            if time.monotonic() > end:
                return {"done": done}
            done += 1


def one(item: int) -> None:
    """What a view calls to hold one piece."""
    import datetime as dt

    from inventory.actions.claim import ClaimLine
    from inventory.actions.claim_once import claim_once
    from omni.lib.actors import Actor
    from omni.lib.clock import now

    ref = str(uuid.uuid4())
    actor = Actor("customer", ref)
    claim_once(
        actor=actor, action="hold", key=uuid.uuid4(), body={"item": item}, lines=[ClaimLine(item)],
        purpose="basket", holder=f"customer:{ref}", expires_at=now() + dt.timedelta(minutes=20),
    )  # fmt: skip


def main() -> None:
    django_ready()
    claimer = Claimer()
    listen({"own": claimer.own, "claim": claimer.claim})


if __name__ == "__main__":
    main()
