"""The stores a customer may choose from, and the locations that belong to each."""

from dataclasses import dataclass

from django.db.models import F

from omni.lib.kept import kept

from ..models import Location, StockRecord


@dataclass(frozen=True, slots=True)
class StorePlace:
    slug: str
    name: str
    city: str
    locations: tuple[int, ...]


@kept(seconds=60)
def store_places() -> dict[str, StorePlace]:
    """By store slug, in the chain's order; at most a minute old. One query when it is."""
    places: dict[str, StorePlace] = {}
    rows = Location.objects.filter(kind=Location.Kind.STORE, store__is_active=True)
    for pk, slug, name, city in rows.order_by("store_id", "id").values_list(
        "id", "store__slug", "store__name", "store__city"
    ):
        before = places[slug].locations if slug in places else ()
        places[slug] = StorePlace(slug, name, city, (*before, pk))
    return places


@kept(seconds=60)
def location_codes() -> dict[int, str]:
    """The code of every location by its id; at most a minute old. One query when it is."""
    return dict(Location.objects.values_list("id", "code"))


@kept(seconds=60)
def stock_places() -> dict[int, tuple]:
    """What `availability.STOCK` says of every location, by its id; at most a minute old.

    One query when it is.
    """
    rows = Location.objects.values_list(
        "id", "kind", "name", "city", "zone", "store_id", "sends_in_days", "sells_online"
    )
    return {pk: facts for pk, *facts in rows}


def place_of_piece(item_id: int, store_id: int) -> Location | None:
    """Where in this store a piece of it lies, free ones first; None where there is none."""
    lying = StockRecord.objects.filter(item=item_id, location__store=store_id, on_hand__gt=0)
    record = lying.select_related("location").order_by(F("claimed") - F("on_hand"), "pk").first()
    return record.location if record else None
