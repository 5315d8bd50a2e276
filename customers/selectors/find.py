"""Find somebody by what she says at the counter: her mobile, her e-mail or her name."""

import re
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ..addresses import parsed_address, shown
from ..errors import BadAddress
from ..models import Customer, Identity
from .called import call

FEWEST_DIGITS = 3
NUMBER = re.compile(r"^\+?[\d\s()-]+$")


@dataclass(frozen=True, slots=True)
class Person:
    customer: Customer
    addresses: list[str]


def people_named(text: str, most: int = 8) -> list[Person]:
    """Whoever has this mobile (its last digits do), this e-mail, or a name with these letters.

    Who only named a whole address isn't found beside who has proven it, and what nobody has proven
    is marked: anybody may have typed it.
    """
    text = text.strip()
    if len(text) < FEWEST_DIGITS:
        return []
    people = _matching(text).filter(merged_into=None).distinct().order_by("name", "pk")
    found = list(people.prefetch_related("identities")[:most])
    call(found)
    return [Person(one, [_told(known) for known in one.identities.all()]) for one in found]


def _matching(text: str) -> QuerySet[Customer]:
    customers = Customer.objects.all()
    if "@" in text:
        return _at(Identity.Kind.EMAIL, text.lower())
    if not NUMBER.match(text):
        return customers.filter(name__icontains=text)
    try:
        kind, value = parsed_address(text)
        return _at(kind, value)
    except BadAddress:
        digits = re.sub(r"\D", "", text).lstrip("0")
        if len(digits) < FEWEST_DIGITS:
            return customers.none()
        return customers.filter(
            identities__kind=Identity.Kind.PHONE, identities__value__endswith=digits
        )


def _at(kind: str, value: str) -> QuerySet[Customer]:
    """Its owner; as long as it has none, whoever named it."""
    named = Identity.objects.filter(kind=kind, value=value)
    proven = named.filter(proven_at__isnull=False)
    return Customer.objects.filter(identities__in=proven if proven.exists() else named)


def _told(known: Identity) -> str:
    return shown(known.value) + ("" if known.proven_at else " " + _("(not confirmed)"))


def addresses_of(customer: Customer) -> list[Identity]:
    """Hers, mobiles before e-mails, proven before unproven; one query."""
    known = customer.identities.order_by("pk")
    return sorted(known, key=lambda one: (one.kind != Identity.Kind.PHONE, not one.proven_at))
