"""A booked visit is called off: its pieces are free for others, and nothing is sent for it."""

import uuid

from inventory.actions.give_up_claims import give_up_claims
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.idempotency import once
from omni.lib.spoken import date_and_time, spelled

from ..addresses import shown
from ..bookings import kept_for, lock_booking, tell_floors, told_of, write_to_her
from ..models import Appointment, Interaction, Pass
from ..timeline import record

WHY = "the visit was called off"


def call_off_visit(*, booking: Appointment, key: uuid.UUID | str, actor: Actor) -> Appointment:
    """The booking stays, with who called it off and when; she is told once.

    What was held for it is let go, what isn't packed isn't sent, its pass opens nothing. The same
    key answers the same. Raises `CalledOff`, `VisitBegan`, `VisitOver`, `NotThere`.
    """

    def run() -> dict:
        row = lock_booking(booking)
        row.state, row.called_off_at = Appointment.State.CANCELLED, now()
        row.called_off_by = str(actor)
        row.save(update_fields=["state", "called_off_at", "called_off_by"])
        Pass.objects.filter(appointment=row, revoked_at=None).update(revoked_at=row.called_off_at)
        kept = [claim.public_id for claim in kept_for(row)]
        freed = give_up_claims(claims=kept, why=WHY, actor=actor)
        count = sum(claim.released_at is not None for claim in freed)
        record(
            kind=Interaction.Kind.CALLED_OFF, channel="store" if actor.is_staff else "web",
            actor=actor, customer=row.customer, store=row.store,
            ref=f"appointment:{row.public_id}", facts=told_of(row, actor) | {"pieces": count},
        )  # fmt: skip
        _tell(row, count, actor)
        tell_floors(row.store)
        return {"appointment": str(row.public_id), "pieces": count}

    body = {"appointment": str(booking.public_id)}
    once(actor=actor, action="call_off_visit", key=key, body=body, run=run)
    return Appointment.objects.select_related("store", "customer").get(pk=booking.pk)


def _tell(row: Appointment, count: int, actor: Actor) -> None:
    when = date_and_time(row.store.local(row.starts_at))
    free = "Your piece is free for others again. " if count == 1 else ""
    if count > 1:
        free = f"Your {spelled(count)} pieces are free for others again. "
    write_to_her(
        row,
        subject="Your visit is called off",
        body=f"Your visit to {row.store.name}, {when}, is called off. {free}"
        f"For another time, ring us on {shown(row.store.phone)}.",
        key=f"called-off:{row.public_id}",
        until=row.starts_at,
        actor=actor,
    )
