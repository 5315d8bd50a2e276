"""Customers and all they did: to be looked at. No secret is shown, not even as its hash."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from omni.lib.admin import ReadOnly, ReadOnlyRows
from staff.admin.scope import OwnStores

from ..models import (
    Appointment,
    AppointmentItem,
    Consent,
    Customer,
    Identity,
    Interaction,
    Merge,
    Pass,
    PassScan,
    Visit,
)
from ..selectors.actors import names_of


class IdentityRows(ReadOnlyRows):
    model = Identity


class MergeRows(ReadOnlyRows):
    model = Merge
    fk_name = "kept"
    verbose_name_plural = "merged into them"
    fields = ("at", "gone", "undone_at", "page")
    readonly_fields = fields
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Merge]:
        return super().get_queryset(request).select_related("gone", "kept")

    @admin.display(description="")
    def page(self, merge: Merge) -> str:
        return format_html(
            '<a href="{}">What moved</a>', reverse("admin:customers_merge_change", args=[merge.pk])
        )


@admin.register(Customer)
class CustomerAdmin(ReadOnly):
    list_display = ("__str__", "created_at", "merged_into")
    list_select_related = ("merged_into",)
    search_fields = ("name", "identities__value__startswith")
    ordering = ("-id",)
    inlines = (IdentityRows, MergeRows)


@admin.register(Interaction)
class InteractionAdmin(ReadOnly):
    list_display = ("at", "kind", "channel", "whom", "store", "by")
    list_filter = ("kind", "channel", "store")
    list_select_related = ("customer", "store")
    search_fields = ("ref__startswith", "customer__name")
    ordering = ("-id",)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The names of a page's actors are asked for together."""
        page = super().get_changelist_instance(request)
        names = names_of(row.actor for row in page.result_list)
        for row in page.result_list:
            row.by_name = names.get(row.actor) or _("Omni")
        return page

    @admin.display(description="customer", ordering="customer")
    def whom(self, row: Interaction) -> str:
        return str(row.customer) if row.customer else _("somebody on the web")

    @admin.display(description="by", ordering="actor")
    def by(self, row: Interaction) -> str:
        return row.by_name


@admin.register(Consent)
class ConsentAdmin(ReadOnly):
    list_display = ("at", "customer", "purpose", "channel", "granted", "source")
    list_filter = ("purpose", "granted")
    list_select_related = ("customer",)
    search_fields = ("customer__name",)
    ordering = ("-id",)


class PieceRows(ReadOnlyRows):
    model = AppointmentItem


@admin.register(Appointment)
class AppointmentAdmin(OwnStores, ReadOnly):
    list_display = ("starts_at", "customer", "store", "state", "companion", "called_off_by")
    list_filter = ("state", "store")
    list_select_related = ("customer", "store")
    search_fields = ("customer__name",)
    ordering = ("-id",)
    inlines = (PieceRows,)


@admin.register(Pass)
class PassAdmin(ReadOnly):
    list_display = ("customer", "appointment", "created_at", "expires_at", "revoked_at")
    fields = ("public_id", *list_display)
    list_select_related = ("customer", "appointment__customer")
    search_fields = ("customer__name",)
    ordering = ("-id",)


@admin.register(PassScan)
class PassScanAdmin(OwnStores, ReadOnly):
    store_field = "device__store"
    list_display = ("at", "outcome", "card", "device")
    list_filter = ("outcome", "device__store")
    list_select_related = ("card__customer", "device__store")
    ordering = ("-id",)


@admin.register(Visit)
class VisitAdmin(OwnStores, ReadOnly):
    list_display = ("arrived_at", "customer", "store", "taken_by", "closed_at")
    list_filter = ("store", ("closed_at", admin.EmptyFieldListFilter))
    list_select_related = ("customer", "store", "taken_by")
    search_fields = ("customer__name",)
    ordering = ("-id",)
