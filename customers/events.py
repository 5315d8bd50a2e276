"""News of customers: who they turned out to be, what they like, their coming and going."""

from dataclasses import dataclass, field

from staff.models import Store

from .models import Customer, Merge
from .parts import Part


@dataclass(frozen=True, slots=True)
class CustomersMerged:
    """`gone` turned out to be `kept`: what is hers belongs to `kept` from now on.

    A room that moves something writes down in `moved`, under its own name, what that was.
    """

    gone: Customer
    kept: Customer
    moved: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MergeUndone:
    """Two who were taken for one are two again; a room says in `parts` what it gave back."""

    merge: Merge
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class ShortlistChanged:
    """A piece was put on her shortlist or taken off."""

    customer: Customer


@dataclass(frozen=True, slots=True)
class DiaryChanged:
    """A visit to this store was booked, moved there or away, called off, or has begun."""

    store: Store


@dataclass(frozen=True, slots=True)
class VisitChanged:
    """Somebody arrived, was taken, or left."""

    visit_id: int
