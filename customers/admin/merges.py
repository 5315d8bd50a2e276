"""Merges: what moved with each, and their undo by a manager or an administrator, with a reason."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from omni.lib.admin import ReadOnly
from omni.lib.errors import Refused
from staff.actors import user_actor

from ..actions.undo_merge import LONGEST, SHORTEST, in_the_way, may_undo, undo_merge
from ..models import Merge
from ..selectors.actors import names_of
from ..selectors.merges import parts_of

CHANGE = "customers.change_merge"


@admin.register(Merge)
class MergeAdmin(ReadOnly):
    list_display = ("at", "gone", "kept", "why", "undone_at")
    list_filter = (("undone_at", admin.EmptyFieldListFilter),)
    list_select_related = ("gone", "kept")
    search_fields = ("gone__name", "kept__name", "kept__identities__value__startswith")
    ordering = ("-id",)
    fields = ("gone", "kept", "at", "done_by", "why", "undone_at", "parted_by", "undone_why")
    readonly_fields = ("done_by", "parted_by")

    @admin.display(description="by")
    def done_by(self, merge: Merge) -> str:
        return _name_of(merge.actor)

    @admin.display(description="undone by")
    def parted_by(self, merge: Merge) -> str:
        return _name_of(merge.undone_by)

    def get_urls(self) -> list[URLPattern]:
        undo = self.admin_site.admin_view(self.undo)
        return [path("<int:pk>/undo/", undo, name="customers_merge_undo"), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, *args, **kwargs) -> HttpResponse:
        merge = self.get_object(request, object_id)
        if merge is not None:
            more = {"blocked": in_the_way(merge)}
            more |= {"parts": parts_of(merge), "may_undo": _may(request) and not more["blocked"]}
            kwargs["extra_context"] = (kwargs.get("extra_context") or {}) | more
        return super().change_view(request, object_id, *args, **kwargs)

    def undo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What will go back and stay, to be confirmed; and the undo itself."""
        if not _may(request):
            raise PermissionDenied
        merge = get_object_or_404(Merge.objects.select_related("gone", "kept"), pk=pk)
        if merge.undone_at:
            self.message_user(request, "This merge was undone already.", messages.WARNING)
            return redirect("admin:customers_merge_change", pk)
        problem = self._undo(request, merge) if request.method == "POST" else ""
        if problem is None:
            return redirect("admin:customers_merge_change", pk)
        page = {
            **self.admin_site.each_context(request), "title": "Undo this merge", "opts": self.opts,
            "merge": merge, "parts": parts_of(merge), "blocked": in_the_way(merge),
            "problem": problem, "why": request.POST.get("why", ""),
            "key": request.POST.get("client_key", ""), "shortest": SHORTEST, "longest": LONGEST,
        }  # fmt: skip
        return TemplateResponse(
            request, "admin/customers/merge/undo.html", page, status=409 if problem else 200
        )

    def _undo(self, request: HttpRequest, merge: Merge) -> str | None:
        """None when it is done; else why not. The admin's log stands or falls with it."""
        why, key = request.POST.get("why", ""), request.POST.get("client_key", "")
        try:
            with transaction.atomic():
                undo_merge(
                    merge=merge, why=why, key=key, user=request.user,
                    actor=user_actor(request.user),
                )  # fmt: skip
                self.log_change(request, merge, f"Undone: {why.strip()}")
        except Refused as refusal:
            return refusal.message
        self.message_user(request, "They are two again.")
        return None


def _may(request: HttpRequest) -> bool:
    return request.user.has_perm(CHANGE) and may_undo(request.user)


def _name_of(actor: str) -> str:
    return names_of([actor]).get(actor) or (_("Omni") if actor else "")
