"""The enrolled browsers of stores."""

from collections.abc import Iterable

from ..models import Device, Store


def devices_of(stores: Iterable[Store]) -> list[Device]:
    """Not withdrawn, by store and name; one query."""
    devices = Device.objects.filter(store__in=stores, revoked_at=None)
    return list(devices.select_related("store", "enrolled_by").order_by("store_id", "name", "pk"))
