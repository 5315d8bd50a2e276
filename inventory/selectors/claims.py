"""Claims by who holds them."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from ..models import Claim, Location


def claims_of(party: str) -> QuerySet[Claim]:
    """What is or was held under references of this party (`client:<uuid>`), with its piece."""
    claims = Claim.objects.filter(holder__startswith=f"{party}:")
    return claims.select_related("item", "record__location")


def claims_by_id(public_ids: Iterable[uuid.UUID]) -> list[Claim]:
    """In the order given, with their pieces and places; one query."""
    claims = Claim.objects.select_related("item", "record__location")
    found = {claim.public_id: claim for claim in claims.filter(public_id__in=public_ids)}
    return [found[one] for one in public_ids]


def location_ids(codes: Iterable[str]) -> dict[str, int]:
    """The places by code; one query."""
    return dict(Location.objects.filter(code__in=codes).values_list("code", "id"))
