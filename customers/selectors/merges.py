"""What undoing a merge would give back now, and what did go back when it was undone."""

from ..merged.facts import claims_part, earlier_part, name_part, sessions_part
from ..merged.found import found
from ..models import Merge
from ..parts import Part, parts_above


def parts_of(merge: Merge) -> list[Part]:
    """Of one that stands: what would go back and stay. Of one that was undone: what did."""
    if merge.undone_at:
        return [Part(**part) for part in merge.outcome]
    claims, _ = claims_part(merge)
    rows = [one.part for one in found(merge)]
    parts = [name_part(merge), *rows, earlier_part(merge), sessions_part(merge)]
    return [part for part in (*parts, *parts_above(merge), claims) if part.back or part.stays]
