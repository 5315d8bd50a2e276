"""Pictures and certificates that suppliers' lists led to, to be looked at."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from omni.lib.admin import ReadOnly

from ..copies import JPEG
from ..models import StoneMedia

VIEW = "inventory.view_stonemedia"


@admin.register(StoneMedia)
class StoneMediaAdmin(ReadOnly):
    list_display = ("item", "kind", "state", "why", "fetched_at", "opened")
    list_filter = ("state", "kind")
    list_select_related = ("item",)
    search_fields = ("item__sku__startswith",)
    ordering = ("-id",)
    exclude = ("file",)
    readonly_fields = ("opened",)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.kept)
        return [path("<int:pk>/kept/", view, name="inventory_stonemedia_kept"), *super().get_urls()]

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
        return FileResponse(
            default_storage.open(media.file),
            content_type=media.content_type,
            as_attachment=media.content_type != JPEG,
            filename=media.file.rpartition("/")[2],
        )
