"""A booked visit is moved to another time, or to another store: what is held for it follows."""

import datetime as dt
import uuid

from inventory.actions.bring_claims import bring_claims
from inventory.actions.redate_transfers import redate_transfers
from inventory.actions.replace_transfers import replace_transfers
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.idempotency import once
from omni.lib.spoken import date_and_time
from staff.models import Store

from ..bookings import keep, kept_for, lock_booking, tell_floors, told_of, write_to_her
from ..errors import BadTime, MovedOften
from ..models import Appointment, Interaction, Pass
from ..selectors.holders import HELD_AFTER, holder_of
from ..slots import LENGTH, check_time
from ..timeline import record
from .issue_pass import AFTER_SLOT

MOST_MOVES = 3
KEPT_AHEAD = dt.timedelta(days=14)


def move_visit(
    *, booking: Appointment, store: Store, starts_at: dt.datetime, key: uuid.UUID | str,
    actor: Actor,
) -> Appointment:  # fmt: skip
    """To `LENGTH` from `starts_at` (aware) in `store`; she is told once, and her pass stays hers.

    Judged as a booking is. The holds of its pieces end when a booking's would, or when somebody
    made them end later; what lies elsewhere is brought by that day. To where it is already
    changes nothing. The same key answers the same. She herself may move it `MOST_MOVES` times, and
    with pieces `KEPT_AHEAD` at most. Raises `BadTime`, `MovedOften`, `CalledOff`, `VisitBegan`,
    `VisitOver`, `NotThere`.
    """

    def run() -> dict:
        row = lock_booking(booking)
        if (row.store_id, row.starts_at) == (store.pk, starts_at):
            return {"appointment": str(row.public_id), "late": 0}
        check_time(store, starts_at)
        if actor.kind == "customer":
            _check_her_own(row, starts_at)
        was_until = row.ends_at + HELD_AFTER
        was_in = row.store
        row.store, row.starts_at, row.ends_at = store, starts_at, starts_at + LENGTH
        row.moves += 1
        row.save(update_fields=["store", "starts_at", "ends_at", "moves"])
        late = _follow(row, was_until, actor)
        in_force = Pass.objects.filter(appointment=row, revoked_at=None)
        in_force.update(expires_at=row.ends_at + AFTER_SLOT)
        record(
            kind=Interaction.Kind.MOVED, channel="store" if actor.is_staff else "web",
            actor=actor, customer=row.customer, store=store,
            ref=f"appointment:{row.public_id}", facts=told_of(row, actor),
        )  # fmt: skip
        _tell(row, late, actor)
        tell_floors(was_in, store)
        return {"appointment": str(row.public_id), "late": late}

    body = {
        "appointment": str(booking.public_id), "store": store.slug,
        "starts_at": starts_at.isoformat(),
    }  # fmt: skip
    once(actor=actor, action="move_visit", key=key, body=body, run=run)
    return Appointment.objects.select_related("store", "customer").get(pk=booking.pk)


def may_move(booking: Appointment) -> bool:
    """Whether she may by herself."""
    return booking.moves < MOST_MOVES


def _check_her_own(row: Appointment, starts_at: dt.datetime) -> None:
    """Each move writes to her, and what is kept for her nobody else can have."""
    if not may_move(row):
        raise MovedOften
    if starts_at > now() + KEPT_AHEAD and kept_for(row):
        raise BadTime("We keep pieces for two weeks. For a later visit, ask us.")


def _follow(row: Appointment, was_until: dt.datetime, actor: Actor) -> int:
    """The boxes first, then stock, as everybody locks them; what was sold before stays sold."""
    store, claims = row.store, kept_for(row)
    if not claims:
        return 0
    on = store.local(row.starts_at).date()
    redate_transfers(
        claims=[claim.public_id for claim in claims], store=store, due_on=on, actor=actor
    )
    replace_transfers(
        holder=holder_of(row), items=[claim.item for claim in claims], store=store,
        why=f"she comes to {store.city}", actor=actor,
    )  # fmt: skip
    claims = kept_for(row)  # as they are behind the lock
    bring_claims(claims=claims, store=store, due_on=on, actor=actor)
    return keep(row, claims, actor, was_until)


def _tell(row: Appointment, late: int, actor: Actor) -> None:
    when = date_and_time(row.store.local(row.starts_at))
    words = f"Your visit is moved to {row.store.name}, {when}. "
    if row.passes.filter(revoked_at=None).exists():
        words += "Your pass for the door stays the same. "
    if late:
        what = "One piece" if late == 1 else "Some pieces"
        words += f"{what} can’t be there by then; we keep {'it' if late == 1 else 'them'} for you."
    write_to_her(
        row, subject="Your visit is moved", body=words.strip(),
        key=f"moved:{row.public_id}:{row.moves}", until=row.ends_at, actor=actor,
    )  # fmt: skip
