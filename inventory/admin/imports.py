"""Stock lists that came in, and the rows that were refused."""

from django.contrib import admin

from omni.lib.admin import ReadOnly

from ..models import Import, ImportProblem


@admin.register(Import)
class ImportAdmin(ReadOnly):
    list_display = ("source", "state", "started_at", "rows_read", "rows_taken", "rows_refused")
    list_filter = ("state", "supplier")
    ordering = ("-id",)


@admin.register(ImportProblem)
class ImportProblemAdmin(ReadOnly):
    list_display = ("run", "line", "column", "value", "reason")
    list_filter = ("run", "column", "reason")
    list_select_related = ("run",)
    search_fields = ("value",)
