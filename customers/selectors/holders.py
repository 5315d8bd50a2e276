"""Under which references pieces are held for a customer, and until when a booking holds them."""

import datetime as dt

from omni.lib.statement import Statement

from ..models import Appointment, Customer

HELD_AFTER = dt.timedelta(hours=2)
BOOKED = Statement(
    "SELECT public_id FROM customers_appointment WHERE customer_id = %s AND state <> 'cancelled'"
)


def holder_of(booking: Appointment) -> str:
    """Under which reference pieces are held for a booking."""
    return f"appointment:{booking.public_id}"


def holders_of(customer: Customer) -> list[str]:
    """Every reference under which pieces may be held for her, her own first; one query."""
    booked = [f"appointment:{ref}" for (ref,) in BOOKED.rows(customer.pk)]
    return [f"customer:{customer.public_id}", *booked]


def kept_until(holder: str) -> dt.datetime | None:
    """Until when the booking behind `appointment:<uuid>` holds a piece; None once it is called off.

    One query.
    """
    ref = holder.partition(":")[2]
    rows = Appointment.objects.filter(public_id=ref).exclude(state=Appointment.State.CANCELLED)
    booking = rows.first()
    return booking and booking.ends_at + HELD_AFTER
