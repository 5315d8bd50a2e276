"""Enrolled devices: looked at here, and withdrawn."""

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from omni.lib.admin import ReadOnly

from ..actions.revoke_device import revoke_device
from ..actors import user_actor
from ..models import Device
from .scope import OwnStores


@admin.register(Device)
class DeviceAdmin(OwnStores, ReadOnly):
    list_display = ("name", "kind", "store", "enrolled_by", "enrolled_at", "revoked_at")
    list_filter = ("kind", "store", ("revoked_at", admin.EmptyFieldListFilter))
    list_select_related = ("store", "enrolled_by")
    fields = ("name", "kind", "store", "enrolled_by", "enrolled_at", "revoked_at")
    actions = ("withdraw",)

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("staff.change_device")

    @admin.action(description="Withdraw the chosen devices", permissions=["withdraw"])
    @transaction.atomic
    def withdraw(self, request: HttpRequest, chosen: QuerySet[Device]) -> None:
        for device in chosen:
            revoke_device(device=device, actor=user_actor(request.user))
            self.log_change(request, device, "Withdrawn.")
        self.message_user(request, "Withdrawn. Their screens close now.")
