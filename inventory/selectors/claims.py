"""Claims by who holds them."""

from collections.abc import Iterable

from django.db.models import QuerySet

from ..models import Claim, Location


def claims_of(party: str) -> QuerySet[Claim]:
    """What is or was held under references of this party (`client:<uuid>`), with its piece."""
    claims = Claim.objects.filter(holder__startswith=f"{party}:")
    return claims.select_related("item", "record__location")


def location_ids(codes: Iterable[str]) -> dict[str, int]:
    """The places by code; one query, or none where no code is given."""
    codes = list(codes)
    if not codes:
        return {}
    return dict(Location.objects.filter(code__in=codes).values_list("code", "id"))
