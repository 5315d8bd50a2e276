"""Stock lists that came in, and the rows that were refused."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from omni.lib.admin import Kept, ReadOnly

from ..models import Import, ImportProblem, Location, Lot, SupplierFeed
from .lists import BRING, ListPages


@admin.register(Import)
class ImportAdmin(ListPages, ReadOnly):
    list_display = (
        "source", "supplier", "state", "started_at", "rows_read", "rows_taken", "rows_refused",
    )  # fmt: skip
    list_filter = ("state", "supplier")
    list_select_related = ("supplier",)
    ordering = ("-id",)
    exclude = ("lot",)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None):
        may_bring = request.user.has_perm(BRING)
        return super().changelist_view(request, {"may_bring": may_bring} | (extra_context or {}))


@admin.register(ImportProblem)
class ImportProblemAdmin(ReadOnly):
    list_display = ("run", "line", "column", "value", "reason")
    list_filter = ("run", "column", "reason")
    list_select_related = ("run",)
    search_fields = ("value",)


class FeedForm(forms.ModelForm):
    def clean(self) -> dict:
        """Virtual pieces lie at a supplier, all others with us; a memo has its number."""
        said = super().clean()
        whose, place = said.get("ownership"), said.get("location")
        is_theirs = whose == Lot.Ownership.VIRTUAL
        if place and is_theirs != (place.kind == Location.Kind.SUPPLIER):
            self.add_error(
                "location", "Only pieces at the supplier lie there; all else is with us."
            )
        if whose == Lot.Ownership.MEMO_IN and not (said.get("memo_number") and said.get("due_on")):
            self.add_error("memo_number", "A memo has a number and a day on which it is due.")
        return said


@admin.register(SupplierFeed)
class SupplierFeedAdmin(Kept):
    """How a supplier's lists are taken in; switched off, none is."""

    form = FeedForm
    fieldsets = (
        (None, {"fields": ("supplier", "is_on", "withdraws_missing")}),
        ("Where the pieces lie", {"fields": ("ownership", "location", "memo_number", "due_on")}),
        (
            "Prices",
            {"fields": ("currency", "rate", "agreed_off", "margin", "tax_rate", "step")},
        ),
        ("Lists", {"fields": ("answered",)}),
    )
    list_display = ("supplier", "is_on", "ownership", "location", "currency", "rate", "margin")
    list_filter = ("is_on", "ownership")
    list_select_related = ("supplier", "location")
    readonly_fields = ("answered",)

    @admin.display(description="answers to their lists' questions")
    def answered(self, feed: SupplierFeed) -> str:
        return ", ".join(f"{key}: {said}" for key, said in sorted(feed.answers.items())) or "none"
