"""Drawings of stones and rings at addresses that never change what they mean."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from inventory import drawing as drawings
from inventory.drawing.address import SVG

YEAR = 365 * 24 * 3600


@require_safe
def drawing(request: HttpRequest, name: str, suffix: str) -> HttpResponse:
    """An SVG, or a mesh as JSON; an address that we would never hand out is a 404."""
    try:
        body, content_type = drawings.get_or_make(settings.DRAWINGS_DIR, name)
    except drawings.BadCode as error:
        raise Http404 from error
    if (content_type == SVG) != (suffix == "svg"):
        raise Http404
    return HttpResponse(
        body,
        content_type=content_type,
        headers={"Cache-Control": f"public, max-age={YEAR}, immutable"},
    )
