"""Orders and money: to be looked at."""

from django.contrib import admin

from omni.lib.admin import ReadOnly, ReadOnlyRows
from staff.admin.scope import OwnStores

from .models import Order, OrderLine, Payment, Refund, Tender


class LineRows(ReadOnlyRows):
    model = OrderLine
    fields = ("title", "quantity", "unit_price", "tax_rate", "fulfilment")


class TenderRows(ReadOnlyRows):
    model = Tender


@admin.register(Order)
class OrderAdmin(OwnStores, ReadOnly):
    list_display = ("number", "placed_at", "channel", "store", "customer", "total", "state")
    list_filter = ("state", "channel", "store")
    list_select_related = ("store", "customer")
    search_fields = ("number__startswith", "email__startswith", "name")
    inlines = (LineRows, TenderRows)


@admin.register(Tender)
class TenderAdmin(OwnStores, ReadOnly):
    store_field = "order__store"
    list_display = ("order", "kind", "amount", "rounding", "reference", "taken_at")
    list_filter = ("kind",)
    list_select_related = ("order",)
    search_fields = ("order__number__startswith", "reference__startswith")
    ordering = ("-id",)


class RefundRows(ReadOnlyRows):
    model = Refund


@admin.register(Payment)
class PaymentAdmin(ReadOnly):
    list_display = ("public_id", "created_at", "customer", "amount", "currency", "state", "order")
    list_filter = ("state", "provider")
    list_select_related = ("customer", "order")
    search_fields = ("=public_id", "provider_ref__startswith")
    ordering = ("-id",)
    inlines = (RefundRows,)
