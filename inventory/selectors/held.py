"""Who holds what: for staff, who may know."""

from collections.abc import Iterable

from django.db.models import Q

from omni.lib.clock import now
from omni.lib.kept import kept

from ..models import Claim, Listing


def claims_of_items(item_ids: Iterable[int]) -> list[Claim]:
    """Every hold in force on these items, with where the piece lies; one query."""
    claims = _in_force().filter(item_id__in=list(item_ids)).select_related("record__location")
    return list(claims.order_by("pk"))


def claims_for(holders: Iterable[str]) -> list[Claim]:
    """Every hold in force for these holders, with its piece; one query."""
    claims = _in_force().filter(holder__in=list(holders))
    pieces = ("item__stone", "item__setting", "item__product")
    return list(claims.select_related(*pieces).order_by("pk"))


def items_held_for(holders: Iterable[str]) -> set[int]:
    """The ids of what is held in force for these holders; one query."""
    return set(_in_force().filter(holder__in=list(holders)).values_list("item_id", flat=True))


@kept(seconds=60)
def stones_on_hold() -> int:
    """As the list shows them; at most a minute old. One query when it is."""
    return Listing.objects.filter(state=Listing.State.HELD).count()


def _in_force():
    timely = Q(expires_at__isnull=True) | Q(expires_at__gt=now())
    return Claim.objects.live().filter(timely)
