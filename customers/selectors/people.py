"""Who somebody is: through visitor links, merges and proven addresses."""

import uuid
from collections.abc import Iterable

from django.db.models import Q

from notifications.models import Message
from omni.lib.prepared import ASKED, Prepared

from ..models import Customer, Identity, Merge, VisitorLink

MOST_NAMED = 100


def root_of(customer: Customer) -> Customer:
    """The person that this row turned out to be, through all merges."""
    while customer.merged_into_id:
        customer = customer.merged_into
    return customer


LINKED = Prepared(
    lambda: VisitorLink.objects.select_related("customer__merged_into").extra(
        where=["customers_visitorlink.visitor = %s"], params=[ASKED]
    )
)


def customer_of_visitor(visitor: uuid.UUID) -> Customer | None:
    link = LINKED.first(str(visitor))
    return root_of(link.customer) if link else None


def is_known(customer: Customer) -> bool:
    """Whether she has proven an address: from then on only a code opens what is hers."""
    return Identity.objects.filter(customer=customer, proven_at__isnull=False).exists()


def owner_of(kind: str, value: str) -> Customer | None:
    """Who has proven this address."""
    identities = Identity.objects.select_related("customer__merged_into")
    proven = identities.filter(kind=kind, value=value, proven_at__isnull=False).first()
    return root_of(proven.customer) if proven else None


def parted(one: Customer, other: Customer) -> bool:
    """Whether a colleague undid that `one` became `other`: they don't become one by themselves."""
    gone, kept = Q(gone=one) | Q(gone__merged_into=one), Q(kept=other) | Q(kept__merged_into=other)
    return Merge.objects.filter(gone, kept, undone_at__isnull=False).exists()


def expected_at(kind: str, value: str) -> Customer | None:
    """The one unproven person whom we wrote to at this address; nobody when there are several.

    Having typed the address isn't enough: anybody could have typed it.
    """
    people = Customer.objects.filter(
        identities__kind=kind, identities__value=value, merged_into=None
    ).exclude(identities__proven_at__isnull=False)
    found = {f"customer:{one.public_id}": one for one in people.distinct()[:MOST_NAMED]}
    sent = Message.objects.filter(to_address=value, recipient__in=found)
    written_to = set(sent.values_list("recipient", flat=True))
    return found[written_to.pop()] if len(written_to) == 1 else None


def names_at(values: Iterable[str]) -> dict[str, str]:
    """Who is at these addresses, proven or not, as far as we know a name; one query."""
    rows = Identity.objects.filter(value__in=list(values)).exclude(customer__name="")
    return dict(rows.order_by("proven_at").values_list("value", "customer__name"))


def proven(customer: Customer, kind: str) -> str:
    """Her first proven address of this kind, as kept; empty without one."""
    return next((one.value for one in proven_addresses(customer) if one.kind == kind), "")


def proven_addresses(customer: Customer) -> list[Identity]:
    proven = Identity.objects.filter(customer=customer, proven_at__isnull=False)
    return list(proven.order_by("kind", "pk"))
