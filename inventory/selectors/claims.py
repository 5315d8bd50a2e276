"""Claims by who holds them."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from omni.lib.prepared import ASKED, Prepared

from ..models import Claim, Location


def claims_of(party: str) -> QuerySet[Claim]:
    """What is or was held under references of this party (`client:<uuid>`), with its piece."""
    claims = Claim.objects.filter(holder__startswith=f"{party}:")
    return claims.select_related("item", "record__location")


def claims_by_id(public_ids: Iterable[uuid.UUID]) -> list[Claim]:
    """In the order given, with their pieces and places; one query."""
    found = {claim.public_id: claim for claim in BY_ID.all(list(public_ids))}
    return [found[one] for one in public_ids]


# Asked for as (SELECT …): a plan that knows how many are asked for is made anew every time.
BY_ID = Prepared(
    lambda: Claim.objects.select_related("item", "record__location").extra(
        where=["inventory_claim.public_id = ANY((SELECT %s::uuid[])::uuid[])"], params=[ASKED]
    )
)


def location_ids(codes: Iterable[str]) -> dict[str, int]:
    """The places by code; one query, or none where no code is given."""
    codes = list(codes)
    if not codes:
        return {}
    return dict(Location.objects.filter(code__in=codes).values_list("code", "id"))
