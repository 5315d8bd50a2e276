"""Lists sent out and what is waited for, to be looked at; a catalogue may be asked for anew."""

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils import translation

from omni.lib.admin import ReadOnly, ReadOnlyRows
from staff.actors import user_actor
from staff.admin.scope import OwnStores

from ..actions.ask_catalogue import ask_catalogue
from ..lists_out.kept import size_of
from ..models import (
    Catalogue,
    FreeWatch,
    SavedSearch,
    SearchMatch,
    Selection,
    SelectionPiece,
    SelectionShare,
)


class SelectionPieceRows(ReadOnlyRows):
    model = SelectionPiece


class SelectionShareRows(ReadOnlyRows):
    model = SelectionShare
    fields = ("customer", "value", "sent_at", "sent_by", "expires_at", "revoked_at")
    readonly_fields = fields


@admin.register(Selection)
class SelectionAdmin(OwnStores, ReadOnly):
    list_display = ("title", "store", "made_by", "machine", "customer", "changed_at")
    list_filter = ("store",)
    list_select_related = ("store", "made_by", "machine", "customer")
    search_fields = ("title", "customer__name")
    ordering = ("-id",)
    inlines = (SelectionPieceRows, SelectionShareRows)


@admin.register(Catalogue)
class CatalogueAdmin(OwnStores, ReadOnly):
    store_field = "selection__store"
    list_display = ("selection", "language", "state", "tries", "asked_at", "made_at", "size")
    list_filter = ("state", "selection__store")
    list_select_related = ("selection",)
    search_fields = ("selection__title",)
    ordering = ("-asked_at", "-id")
    fields = ("selection", "language", "state", "tries", "asked_at", "made_at", "beat_at", "size")
    readonly_fields = ("size",)
    actions = ("ask_anew",)

    def has_ask_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("customers.change_catalogue")

    @admin.display(description="size")
    def size(self, catalogue: Catalogue) -> str:
        size = size_of(catalogue)
        return "none" if size is None else filesizeformat(size)

    @admin.action(description="Ask for the chosen catalogues anew", permissions=["ask"])
    @transaction.atomic
    def ask_anew(self, request: HttpRequest, chosen: QuerySet[Catalogue]) -> None:
        asked = [row for row in chosen.select_related("selection__store") if _asked(row, request)]
        for catalogue in asked:
            self.log_change(request, catalogue, "Asked for anew.")
        if asked:
            self.message_user(request, f"Asked for: {len(asked)}. A worker makes them now.")
        if rest := chosen.count() - len(asked):
            words = f"Left as they are, being made or true already: {rest}."
            self.message_user(request, words, messages.WARNING)


def _asked(catalogue: Catalogue, request: HttpRequest) -> bool:
    """Whether it is wanted since now."""
    with translation.override(catalogue.language):
        row = ask_catalogue(selection=catalogue.selection, actor=user_actor(request.user))
    return row.asked_at != catalogue.asked_at


@admin.register(FreeWatch)
class FreeWatchAdmin(ReadOnly):
    list_display = ("asked_at", "customer", "item", "outcome", "ended_at")
    list_filter = ("outcome",)
    list_select_related = ("customer", "item")
    search_fields = ("customer__name", "item__sku")
    ordering = ("-id",)


class SearchMatchRows(ReadOnlyRows):
    model = SearchMatch


@admin.register(SavedSearch)
class SavedSearchAdmin(ReadOnly):
    list_display = ("created_at", "customer", "words", "kind", "removed_at")
    list_select_related = ("customer",)
    search_fields = ("customer__name", "words")
    ordering = ("-id",)
    inlines = (SearchMatchRows,)
