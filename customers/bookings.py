"""A booking and what hangs on it: its row locked, what is kept for it and how long, what she reads.

Whatever changes a booking locks her row first, as the door does, so that calling off, moving and
arriving come one after the other.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from inventory.actions.extend_claims import extend_claims
from inventory.models import Claim
from inventory.selectors.coming import coming
from inventory.selectors.stores import held_until
from notifications.actions.write import write_message
from notifications.marks import unmarked
from notifications.models import Message
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.errors import NotThere
from omni.lib.events import emit
from omni.lib.spoken import clock_time
from omni.lib.statement import Writing
from staff.models import Store

from .errors import CalledOff, VisitBegan, VisitOver
from .events import DiaryChanged
from .locks import lock_customer
from .models import Appointment, Identity
from .selectors.find import addresses_of
from .selectors.holders import HELD_AFTER, holder_of

HELD_WHEN_LATE = dt.timedelta(hours=48)
LATE = "can’t be there by her visit, kept until she can see it"
CHANGED = Writing(
    "INSERT INTO customers_diarychange AS was (store_id, version) VALUES (%s, 1)"
    " ON CONFLICT (store_id) DO UPDATE SET version = was.version + 1 RETURNING version"
)


def lock_booking(booking: Appointment) -> Appointment:
    """The booking as it is now, its customer's row and its own locked, if it is still to come.

    Raises `NotThere` for one that changed hands meanwhile, `CalledOff`, `VisitBegan`, `VisitOver`.
    """
    herself = lock_customer(booking.customer)
    rows = Appointment.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("store").get(pk=booking.pk)
    if row.customer_id != herself.pk:
        raise NotThere
    row.customer = herself
    if row.state == Appointment.State.CANCELLED:
        raise CalledOff
    if row.state == Appointment.State.ARRIVED:
        raise VisitBegan
    if row.ends_at <= now():
        raise VisitOver
    return row


def kept_for(booking: Appointment) -> list[Claim]:
    """What is held for this visit. What she pays for at this moment is held for that."""
    held = Claim.objects.live().filter(holder=holder_of(booking), purpose=Claim.Purpose.APPOINTMENT)
    return list(held.select_related("item").order_by("pk"))


def keep(
    booking: Appointment, claims: list[Claim], actor: Actor, was_until: dt.datetime | None = None
) -> int:
    """Hold these until `HELD_AFTER` the visit; what comes later than that, until she can see it.

    `was_until` is what the booking had given before it was moved; a hold that somebody made longer
    is never made shorter. Answers how many come late. Their stock is locked by the caller.
    """
    after, day = booking.ends_at + HELD_AFTER, booking.store.local(booking.starts_at).date()
    found = coming({claim.public_id: day for claim in claims}, booking.store)
    wanted: dict[tuple[dt.datetime, str], list] = defaultdict(list)
    late = {ref: one.on for ref, one in found.items() if one.is_late}
    for claim in claims:
        until, why = after, "the visit was moved"
        if there := late.get(claim.public_id):
            until, why = max(after, held_until(there, HELD_WHEN_LATE, booking.store)), LATE
        if claim.expires_at != was_until:
            until = max(until, claim.expires_at)
        if until != claim.expires_at:
            wanted[until, why].append(claim.public_id)
    for (until, why), refs in wanted.items():
        extend_claims(claims=refs, expires_at=until, why=why, actor=actor)
    return len(late)


def when_of(booking: Appointment) -> str:
    """`Sat 30 Nov, 2:15 pm`, in the store's time."""
    local = booking.store.local(booking.starts_at)
    return f"{local:%a} {local.day} {local:%b}, {clock_time(local)}"


def tell_floors(*stores: Store) -> None:
    """The pages of their floors show who is booked. Said last: whoever says it waits for others."""
    for store in in_order(stores):
        CHANGED.rows(store.pk)
        emit(DiaryChanged(store))


def in_order(stores: Iterable[Store]) -> list[Store]:
    """Each once, as everybody locks their rows."""
    return sorted(set(stores), key=lambda one: one.pk)


def told_of(booking: Appointment, actor: Actor) -> dict:
    """The facts that her timeline keeps of a step."""
    by = actor.name if actor.is_staff else ""
    return {"store": booking.store.name, "when": when_of(booking), "by": by}


def write_to_her(
    booking: Appointment, *, subject: str, body: str, key: str, until: dt.datetime, actor: Actor
) -> None:
    """One message, where her pass went, else to the first of her addresses; none without any."""
    to = _address(booking)
    if to is None:
        return
    name = booking.customer.given_name
    hello = f"Hi {name}. " if name else ""
    write_message(
        channel="sms" if to.kind == Identity.Kind.PHONE else "email",
        purpose=Message.Purpose.SERVICE,
        to_address=to.value,
        recipient=f"customer:{booking.customer.public_id}",
        subject=subject,
        body=unmarked(hello + body),
        dedupe_key=key,
        expires_at=until,
        actor=actor,
    )


def _address(booking: Appointment) -> Identity | None:
    known = addresses_of(booking.customer)
    keys = [f"pass:{ref}" for ref in booking.passes.values_list("public_id", flat=True)]
    sent = Message.objects.filter(dedupe_key__in=keys).order_by("-pk")
    went = next(iter(sent.values_list("to_address", flat=True)[:1]), None)
    return next((one for one in known if one.value == went), next(iter(known), None))
