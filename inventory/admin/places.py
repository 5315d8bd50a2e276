"""Where pieces may lie and from whom they come."""

from django.contrib import admin
from django.http import HttpRequest

from omni.lib.admin import Kept, ReadOnly

from ..models import Location, Lot, Supplier


@admin.register(Location)
class LocationAdmin(Kept):
    list_display = ("name", "code", "kind", "store", "city", "sends_in_days", "sells_online")
    list_filter = ("kind", "store")
    list_select_related = ("store",)
    search_fields = ("name", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Location | None = None) -> tuple:
        """What lies there counts by these."""
        return ("code", "kind", "store") if obj else ()


@admin.register(Supplier)
class SupplierAdmin(Kept):
    list_display = ("name", "code")
    search_fields = ("name", "code")


@admin.register(Lot)
class LotAdmin(ReadOnly):
    list_display = ("ownership", "supplier", "memo_number", "due_on")
    list_filter = ("ownership", "supplier")
    list_select_related = ("supplier",)
