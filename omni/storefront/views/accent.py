"""The chain's own accent as a stylesheet: the CSP allows no style in the page itself."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

YEAR = 365 * 24 * 3600
# Staff themes keep their own accents, which are chosen for a bright shop and for the night.
SHEET = """:root:not([data-theme]) {{
  --accent: #{0};
  --accent-bg: color-mix(in srgb, #{0} 12%, #ffffff);
}}
"""


@require_safe
def accent(request: HttpRequest, colour: str) -> HttpResponse:
    """The colour is in the address, so the answer never changes and needs no query."""
    if not re.fullmatch(r"[0-9a-f]{6}", colour):
        raise Http404
    return HttpResponse(
        SHEET.format(colour),
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": f"public, max-age={YEAR}, immutable"},
    )
