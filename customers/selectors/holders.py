"""Under which references pieces are held for a customer."""

from omni.lib.statement import Statement

from ..models import Customer

BOOKED = Statement(
    "SELECT public_id FROM customers_appointment WHERE customer_id = %s AND state <> 'cancelled'"
)


def holders_of(customer: Customer) -> list[str]:
    """Every reference under which pieces may be held for her, her own first; one query."""
    booked = [f"appointment:{ref}" for (ref,) in BOOKED.rows(customer.pk)]
    return [f"customer:{customer.public_id}", *booked]
