"""News of customers, for those above who keep things of theirs."""

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
