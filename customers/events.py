"""News of customers: who they turned out to be, what they like, their coming and going."""

from dataclasses import dataclass

from .models import Customer


@dataclass(frozen=True, slots=True)
class CustomersMerged:
    """`gone` turned out to be `kept`: what is hers belongs to `kept` from now on."""

    gone: Customer
    kept: Customer


@dataclass(frozen=True, slots=True)
class ShortlistChanged:
    """A piece was put on her shortlist or taken off."""

    customer: Customer


@dataclass(frozen=True, slots=True)
class VisitChanged:
    """Somebody arrived, was taken, or left."""

    visit_id: int
