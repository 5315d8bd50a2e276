"""Which places are how near to a store: its own, then by the days a piece takes to get there."""

from itertools import groupby

from omni.lib.kept import kept

from ..models import Location, TransferRoute
from .places import store_places


@kept(seconds=60)
def by_closeness(slug: str) -> tuple[tuple[int, ...], ...]:
    """Location ids in groups that are equally near to the store, the nearest group first.

    Places in the store's own city come before others as many days away; what is on its way or
    being worked on comes last. At most a minute old; two queries when it is.
    """
    home = store_places()[slug]
    routes = dict(
        TransferRoute.objects.filter(destination__in=home.locations).values_list("source", "days")
    )

    def far(place: Location) -> tuple:
        if place.pk in home.locations:
            return (-1, False)
        if place.kind not in Location.SELLING:
            return (999, False)
        return (routes.get(place.pk, place.sends_in_days), place.city != home.city)

    places = sorted(Location.objects.all(), key=far)
    return tuple(tuple(place.pk for place in near) for _far, near in groupby(places, far))
