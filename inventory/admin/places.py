"""Where pieces may lie and from whom they come."""

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from omni.lib.admin import Bounded, Kept, ReadOnly
from staff.actors import user_actor

from ..actions.set_safety_stock import set_safety_stock
from ..models import Location, Lot, SafetyStock, Supplier, TransferRoute


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


@admin.register(TransferRoute)
class TransferRouteAdmin(Bounded):
    """The calendar; a pair of places without a route takes the source's own days."""

    list_display = ("source", "destination", "days", "leaves_on", "cutoff")
    list_filter = ("source", "destination")
    list_select_related = ("source", "destination")


@admin.register(SafetyStock)
class SafetyStockAdmin(Bounded):
    """What a place keeps from the web. 0 isn't kept: delete the row."""

    list_display = ("item", "location", "quantity")
    list_filter = ("location",)
    list_select_related = ("item", "location")
    search_fields = ("item__sku__startswith",)
    raw_id_fields = ("item",)
    actions = None  # one by one, so that search and open pages follow
    ordering = ("-id",)

    def get_readonly_fields(self, request: HttpRequest, obj: SafetyStock | None = None) -> tuple:
        return ("item", "location") if obj else ()

    def save_model(
        self, request: HttpRequest, obj: SafetyStock, form: ModelForm, change: bool
    ) -> None:
        row = set_safety_stock(
            item=obj.item, location=obj.location, quantity=obj.quantity,
            actor=user_actor(request.user),
        )  # fmt: skip
        obj.pk = row.pk

    def delete_model(self, request: HttpRequest, obj: SafetyStock) -> None:
        set_safety_stock(
            item=obj.item, location=obj.location, quantity=0, actor=user_actor(request.user)
        )
