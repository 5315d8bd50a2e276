"""The system sheet: every component in every state, in the three themes. Demo only."""

import re
from functools import cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@cache
def drawn_icons() -> list[str]:
    """The names in static/img/icons.svg, in its order."""
    with open(finders.find("img/icons.svg"), encoding="utf-8") as sprite:
        return re.findall(r'id="i-([\w-]+)"', sprite.read())


@require_safe
def system(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    return render(request, "omni/system.html", {"icons": drawn_icons()})
