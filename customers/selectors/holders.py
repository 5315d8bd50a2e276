"""Under which references pieces are held for a customer."""

from ..models import Appointment, Customer


def holders_of(customer: Customer) -> list[str]:
    """Every reference under which pieces may be held for her, her own first."""
    booked = Appointment.objects.filter(customer=customer).exclude(state="cancelled")
    references = booked.values_list("public_id", flat=True)
    return [f"customer:{customer.public_id}", *(f"appointment:{ref}" for ref in references)]
