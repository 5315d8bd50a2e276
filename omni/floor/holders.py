"""For whom pieces are held: names for staff, asked of their owners in one batch per kind."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chat.models import Conversation
from customers.models import Appointment, Customer
from customers.selectors.called import call
from inventory.models import Claim
from omni.lib.spoken import clock_time
from sales.models import Order
from staff.models import Store, User


@dataclass(frozen=True, slots=True)
class Holder:
    """`customer` is whose profile opens; none for a stranger on the web or a colleague. `store_id`
    is where she is booked with the piece.
    """

    name: str
    customer: uuid.UUID | None = None
    store_id: int | None = None


def holders(claims: Iterable[Claim], store: Store) -> dict[str, Holder]:
    """By reference (`customer:<uuid>`); at most two queries per kind of holder."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        kind, _colon, ref = claim.holder.partition(":")
        by_kind[kind].add(ref)
    found: dict[str, Holder] = {}
    for kind, read in READERS.items():
        if by_kind[kind]:
            named = read(by_kind[kind], store)
            found |= {f"{kind}:{ref}": holder for ref, holder in named.items()}
    for claim in claims:
        found.setdefault(claim.holder, Holder(_("Somebody on the web")))
    return found


def _customers(refs: set[str], store: Store) -> dict[str, Holder]:
    rows = list(Customer.objects.filter(public_id__in=refs))
    call(rows)
    return {str(row.public_id): Holder(str(row), row.public_id) for row in rows}


def _users(refs: set[str], store: Store) -> dict[str, Holder]:
    return {str(row.public_id): Holder(row.name) for row in User.objects.filter(public_id__in=refs)}


def _appointments(refs: set[str], store: Store) -> dict[str, Holder]:
    rows = list(Appointment.objects.filter(public_id__in=refs).select_related("customer", "store"))
    call([row.customer for row in rows])
    return {str(row.public_id): _booked(row) for row in rows}


def _booked(row: Appointment) -> Holder:
    local = row.store.local(row.starts_at)
    when = f"{local:%a} {clock_time(local)}"
    words = _("%(name)s, %(city)s %(when)s") % {
        "name": row.customer, "city": row.store.city, "when": when,
    }  # fmt: skip
    return Holder(words, row.customer.public_id, row.store_id)


def _conversations(refs: set[str], store: Store) -> dict[str, Holder]:
    rows = list(Conversation.objects.filter(public_id__in=refs).select_related("customer"))
    call([row.customer for row in rows])
    return {
        str(row.public_id): Holder(str(row.customer), row.customer.public_id) for row in rows
    }  # fmt: skip


def _orders(refs: set[str], store: Store) -> dict[str, Holder]:
    rows = Order.objects.filter(public_id__in=refs)
    return {str(row.public_id): Holder(_("Order %(n)s") % {"n": row.number}) for row in rows}


READERS = {
    "customer": _customers,
    "user": _users,
    "appointment": _appointments,
    "conversation": _conversations,
    "order": _orders,
}
