"""Where Tolland's pieces lie: its stores, a vault, a warehouse, and the road between them."""

import datetime as dt

from inventory.models import Location, TransferRoute
from staff.models import Store

OTHERS = (
    {
        "code": "vault", "name": "Vault, Sydney", "kind": Location.Kind.VAULT, "city": "Sydney",
        "street": "Demo vault, Martin Place", "zone": "Australia/Sydney",
    },
    {
        "code": "warehouse", "name": "Warehouse, Alexandria", "kind": Location.Kind.WAREHOUSE,
        "city": "Alexandria", "street": "Demo warehouse, Botany Road",
        "zone": "Australia/Sydney",
    },
    {
        "code": "transit", "name": "On its way", "kind": Location.Kind.TRANSIT,
        "zone": "Australia/Sydney", "sells_online": False,
    },
)  # fmt: skip


# Working days to each store, from wherever something is sent: the vans leave at three.
DAYS = {"sydney": 1, "melbourne": 2, "perth": 3}
LEAVES_AT = dt.time(15)


def lay_out_places(stores: dict[str, Store]) -> dict[str, Location]:
    """Every location by its code; a store's has the store's slug."""
    places = {}
    for slug, store in stores.items():
        facts = {
            "name": store.name, "kind": Location.Kind.STORE, "store": store,
            "street": store.street, "city": store.city, "zone": store.zone,
        }  # fmt: skip
        places[slug], _ = Location.objects.get_or_create(code=slug, defaults=facts)
    for facts in OTHERS:
        places[facts["code"]], _ = Location.objects.get_or_create(
            code=facts["code"], defaults=facts
        )
    _lay_out_routes(places)
    return places


def _lay_out_routes(places: dict[str, Location]) -> None:
    for source in places.values():
        for slug, days in DAYS.items():
            if source.kind in Location.SELLING and slug in places and source.code != slug:
                TransferRoute.objects.get_or_create(
                    source=source, destination=places[slug],
                    defaults={"days": days, "cutoff": LEAVES_AT},
                )  # fmt: skip
