"""The grounds of every page of Django's admin: what may only be looked at, and what is kept."""

from django.contrib import admin
from django.http import HttpRequest


class Bounded(admin.ModelAdmin):
    """Pages of fifty, and no second count of a large table."""

    list_per_page = 50
    show_full_result_count = False


class Kept(Bounded):
    """May be added and changed, never deleted: history points at it."""

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class _Looked:
    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class ReadOnly(_Looked, Bounded):
    """May be looked at: stock, money and what customers did change through actions alone."""


class ReadOnlyRows(_Looked, admin.TabularInline):
    """Rows that belong to the thing, to be looked at."""

    template = "admin/rows.html"
    extra = 0
    show_change_link = False
