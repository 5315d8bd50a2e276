"""Quantities, the ledger and holds: to be looked at. They change through actions."""

from django.contrib import admin

from omni.lib.admin import ReadOnly

from ..models import Claim, StockMovement, StockRecord


@admin.register(StockRecord)
class StockRecordAdmin(ReadOnly):
    list_display = ("item", "location", "lot", "on_hand", "claimed")
    list_filter = ("location", "lot__ownership")
    list_select_related = ("item", "location", "lot")
    search_fields = ("item__sku__startswith",)
    ordering = ("-id",)


@admin.register(StockMovement)
class StockMovementAdmin(ReadOnly):
    list_display = ("at", "item", "location", "delta", "reason", "actor", "cause")
    list_filter = ("reason", "location")
    list_select_related = ("item", "location")
    search_fields = ("item__sku__startswith", "cause__startswith")
    ordering = ("-id",)


@admin.register(Claim)
class ClaimAdmin(ReadOnly):
    """`holder` is a reference: whose name it stands for is its owner's to say."""

    list_display = (
        "item", "quantity", "purpose", "holder", "created_at", "expires_at", "released_at",
        "consumed_at",
    )  # fmt: skip
    list_filter = (
        "purpose",
        ("released_at", admin.EmptyFieldListFilter),
        ("consumed_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("item",)
    search_fields = ("item__sku__startswith", "holder__startswith")
    ordering = ("-id",)
