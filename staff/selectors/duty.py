"""Whose telephone a duty phone is."""

from collections.abc import Iterable

from ..models import Store


def duty_phones(numbers: Iterable[str]) -> dict[str, str]:
    """`Sydney, on duty` by number, for those that are a store's; one query."""
    stores = Store.objects.filter(duty_phone__in=list(numbers))
    return {store.duty_phone: f"{store.city}, on duty" for store in stores}
