"""Pictures and certificates of pieces, from our own copies and nowhere else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from inventory.copies import copy_named
from inventory.selectors.media import is_on_show
from omni.lib.our_copy import our_copy


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponse:
    """Of a piece that customers see; anything else is a 404, whatever is kept of it."""
    copy = copy_named(name)
    if copy is None or not is_on_show(copy.file):
        raise Http404
    return our_copy(copy.better, copy.file, content_type=copy.content_type, keeps="public")
