"""News from the door."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VisitChanged:
    """Somebody arrived, was taken, or left."""

    visit_id: int
