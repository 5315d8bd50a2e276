"""The rota, as rows."""

from django.contrib import admin

from omni.lib.admin import Bounded

from ..models import Shift
from .scope import OwnStores


@admin.register(Shift)
class ShiftAdmin(OwnStores, Bounded):
    list_display = ("user", "kind", "store", "starts_at", "ends_at")
    list_filter = ("kind", "store", "user")
    list_select_related = ("user", "store")
    search_fields = ("user__name",)
    ordering = ("-starts_at",)
