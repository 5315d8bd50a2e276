"""Pictures and certificates that suppliers' lists led to: looked at, taken down, put back, and what
couldn't be fetched asked for again.
"""

from collections.abc import Callable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
)
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header

from omni.lib.admin import ReadOnly, ReadOnlyRows
from omni.lib.errors import Refused
from staff.actors import user_actor

from ..actions.ask_media_again import ask_media_again
from ..actions.put_back_media import put_back_media
from ..actions.take_down_media import take_down_media
from ..copies import JPEG
from ..models import MediaRetry, MediaTakedown, StoneMedia

VIEW, CHANGE = (f"inventory.{verb}_stonemedia" for verb in ("view", "change"))


class TakedownRows(ReadOnlyRows):
    model = MediaTakedown
    fields = ("taken_at", "taken_by", "why", "back_at", "back_by")
    ordering = ("-id",)


class RetryRows(ReadOnlyRows):
    model = MediaRetry
    fields = ("asked_at", "asked_by", "why")
    ordering = ("-id",)


@admin.register(StoneMedia)
class StoneMediaAdmin(ReadOnly):
    list_display = ("item", "kind", "state", "why", "fetched_at", "opened")
    list_filter = ("state", "kind")
    list_select_related = ("item",)
    search_fields = ("item__sku__startswith",)
    ordering = ("-id",)
    exclude = ("file", "digests")
    readonly_fields = ("opened",)
    inlines = (TakedownRows, RetryRows)

    def get_urls(self) -> list[URLPattern]:
        def page(where: str, view: Callable, name: str) -> URLPattern:
            view = self.admin_site.admin_view(view)
            return path(f"<int:pk>/{where}/", view, name=f"inventory_stonemedia_{name}")

        return [
            page("kept", self.kept, "kept"),
            page("take-down", self.take_down, "down"),
            page("put-back", self.put_back, "back"),
            page("ask-again", self.ask_again, "again"),
            *super().get_urls(),
        ]

    def change_view(self, request: HttpRequest, object_id: str, *args, **kwargs) -> HttpResponse:
        may = {"may_take_down": request.user.has_perm(CHANGE)}
        kwargs["extra_context"] = (kwargs.get("extra_context") or {}) | may
        return super().change_view(request, object_id, *args, **kwargs)

    def take_down(self, request: HttpRequest, pk: int) -> HttpResponse:
        why, actor = request.POST.get("why", ""), user_actor(request.user)
        return self._changed(
            request, pk, f"Taken down: {why.strip()}",
            lambda: take_down_media(media_id=pk, why=why, actor=actor),
        )  # fmt: skip

    def put_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        actor = user_actor(request.user)
        return self._changed(
            request, pk, "Put back.", lambda: put_back_media(media_id=pk, actor=actor)
        )

    def ask_again(self, request: HttpRequest, pk: int) -> HttpResponse:
        why, actor = request.POST.get("why", ""), user_actor(request.user)
        return self._changed(
            request, pk, f"Asked for again: {why.strip()}",
            lambda: ask_media_again(media_id=pk, why=why, actor=actor),
        )  # fmt: skip

    def _changed(
        self, request: HttpRequest, pk: int, said: str, change: Callable[[], None]
    ) -> HttpResponse:
        """What was done and what the admin's log says of it stand or fall together."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        media = get_object_or_404(StoneMedia, pk=pk)
        try:
            with transaction.atomic():
                change()
                self.log_change(request, media, said)
        except Refused as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
        return redirect("admin:inventory_stonemedia_change", pk)

    @admin.display(description="file")
    def opened(self, media: StoneMedia) -> str:
        if not media.file:
            return "none"
        return format_html(
            '<a href="{}">Open</a>', reverse("admin:inventory_stonemedia_kept", args=[media.pk])
        )

    def kept(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Pictures of our own making are shown; what came from outside is only downloaded."""
        if not request.user.has_perm(VIEW):
            raise PermissionDenied
        media = get_object_or_404(StoneMedia, pk=pk)
        if not media.file or not default_storage.exists(media.file):
            raise Http404
        with default_storage.open(media.file) as found:
            answer = HttpResponse(found.read(), content_type=media.content_type)
        answer["Content-Disposition"] = content_disposition_header(
            media.content_type != JPEG, media.file.rpartition("/")[2]
        )
        return answer
