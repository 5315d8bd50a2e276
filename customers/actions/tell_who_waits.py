"""Tell those who wait for a piece that it is free; for a piece that is gone nobody is woken.

What is free is read as it is now, so a piece that somebody else took a moment later isn't
announced. Who may not be rung at night is told in the morning if it is still free then.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from inventory.portrait import short_title
from inventory.selectors.availability import Availability, availability
from notifications.actions.write import write_message
from notifications.marks import unmarked
from omni.lib.actors import Actor
from omni.lib.clock import now

from ..models import FreeWatch, Identity
from ..quiet import may_ring

BATCH = 500


def tell_who_waits(*, actor: Actor) -> int:
    """Look at everybody who waits, two queries a batch; answers how many were told."""
    told, after = 0, 0
    while True:
        waiting = FreeWatch.objects.filter(ended_at=None, pk__gt=after).order_by("pk")
        batch = list(waiting.values_list("pk", "item_id")[:BATCH])
        if not batch:
            return told
        after = batch[-1][0]
        stock = availability({item_id for _pk, item_id in batch})
        settled = {pk for pk, item_id in batch if stock[item_id].kind in ("go", "gone")}
        told += _settle(settled, stock, actor) if settled else 0


@transaction.atomic
def _settle(keys: Iterable[int], stock: dict[int, Availability], actor: Actor) -> int:
    """Those that another worker has in hand are left to it."""
    rows = FreeWatch.objects.filter(pk__in=keys, ended_at=None).order_by("pk")
    told = 0
    for watch in rows.select_for_update(of=("self",), skip_locked=True).select_related(
        "customer", "item__stone"
    ):
        state = stock[watch.item_id]
        if state.kind == "gone":
            _end(watch, FreeWatch.Outcome.GONE)
        elif may_ring(watch.customer, watch.kind, state.places[0].zone, now()):
            _tell(watch, state, actor)
            _end(watch, FreeWatch.Outcome.TOLD)
            told += 1
    return told


def _end(watch: FreeWatch, outcome: str) -> None:
    watch.ended_at, watch.outcome = now(), outcome
    watch.save(update_fields=["ended_at", "outcome"])


def _tell(watch: FreeWatch, state: Availability, actor: Actor) -> None:
    customer, item = watch.customer, watch.item
    hello = f"Hi {customer.given_name}. " if customer.given_name else ""
    stone = getattr(item, "stone", None)
    what = short_title(stone) if stone else item.title
    place = next((place.city for place in state.selling if place.promised and place.city), "")
    where = f" in {place}" if place else ""
    link = settings.PUBLIC_URL + reverse(
        f"storefront:{'stone' if stone else 'piece'}", args=[item.sku]
    )
    words = f"{hello}The {what} you asked about is free again{where}: {link} "
    write_message(
        channel="sms" if watch.kind == Identity.Kind.PHONE else "email",
        purpose="service",
        to_address=watch.value,
        recipient=f"customer:{customer.public_id}",
        subject=unmarked(f"The {what} is free again"),
        body=unmarked(words + "You asked us to say so, and we only do it once."),
        dedupe_key=f"free:{watch.public_id}",
        actor=actor,
    )
