"""Changes one stone by the real actions and says at which moment that was committed."""

import time
import uuid

from .hands import django_ready, listen


class Committer:
    """Holds the stone and lets it go in turn."""

    def __init__(self) -> None:
        from inventory.models import Item, Listing

        free = Listing.objects.filter(state=Listing.State.AVAILABLE).order_by("pk").first()
        self.item = Item.objects.get(pk=free.pk)
        self.claim: uuid.UUID | None = None

    def topic(self) -> dict:
        return {"topic": f"stock:{self.item.public_id}"}

    def change(self) -> dict:
        """`at` on the clock that all processes of the machine share."""
        from django.db import transaction

        moment = []
        with transaction.atomic():
            transaction.on_commit(lambda: moment.append(time.monotonic()))
            self._change()
        self.item.refresh_from_db(fields=["availability_version"])
        return {"at": moment[0], "version": self.item.availability_version}

    def _change(self) -> None:
        from inventory.actions.claim import ClaimLine, claim_stock
        from inventory.actions.release import release_claims
        from omni.lib.actors import system

        bench = system("bench")
        if self.claim:
            release_claims(claims=[self.claim], why="bench", actor=bench)
            self.claim = None
            return
        (claim,) = claim_stock(
            lines=[ClaimLine(self.item.pk)], purpose="basket", holder=f"visitor:{uuid.uuid4()}",
            expires_at=None, actor=bench,
        )  # fmt: skip
        self.claim = claim.public_id


def main() -> None:
    django_ready()
    committer = Committer()
    listen({"topic": committer.topic, "change": committer.change})


if __name__ == "__main__":
    main()
