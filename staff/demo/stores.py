"""Tolland and its three stores. Streets are real, house numbers and telephones are not anybody's.

Telephone numbers come from the ranges that the Australian regulator keeps for fiction.
"""

import datetime as dt

from django.db import transaction

from staff.models import Brand, OpeningHours, Store

STORES = (
    {
        "slug": "sydney", "code": "SYD", "name": "Sydney, George Street", "city": "Sydney",
        "street": "Demo shop, George Street", "postcode": "2000", "region": "NSW",
        "zone": "Australia/Sydney", "phone": "+61255501100", "duty_phone": "+61491570156",
    },
    {
        "slug": "melbourne", "code": "MEL", "name": "Melbourne, Collins Street",
        "city": "Melbourne", "street": "Demo shop, Collins Street", "postcode": "3000",
        "region": "VIC", "zone": "Australia/Melbourne", "phone": "+61355501200",
        "duty_phone": "+61491570158",
    },
    {
        "slug": "perth", "code": "PER", "name": "Perth, Hay Street", "city": "Perth",
        "street": "Demo shop, Hay Street", "postcode": "6000", "region": "WA",
        "zone": "Australia/Perth", "phone": "+61855501300", "duty_phone": "+61491570159",
    },
)  # fmt: skip

WEEKDAY, LATE, SUNDAY = ("9:30", "18:00"), ("9:30", "21:00"), ("10:00", "17:00")
# Monday first. Sydney is open late on Thursday; Perth closes at half past five.
HOURS = {
    "sydney": [WEEKDAY] * 3 + [LATE] + [WEEKDAY] * 2 + [SUNDAY],
    "melbourne": [WEEKDAY] * 6 + [SUNDAY],
    "perth": [("9:30", "17:30")] * 6 + [("11:00", "17:00")],
}


@transaction.atomic
def open_stores() -> dict[str, Store]:
    """The chain with its stores and hours, by slug; what is there already stays as it is."""
    Brand.objects.get_or_create(
        pk=1,
        defaults={"name": "Tolland", "currency": "AUD", "support_email": "hello@tolland.example"},
    )
    stores = {}
    for facts in STORES:
        store, new = Store.objects.get_or_create(slug=facts["slug"], defaults=facts)
        stores[store.slug] = store
        if new:
            OpeningHours.objects.bulk_create(
                OpeningHours(store=store, weekday=day, opens=_time(opens), closes=_time(closes))
                for day, (opens, closes) in enumerate(HOURS[store.slug])
            )
    return stores


def _time(text: str) -> dt.time:
    return dt.datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007
