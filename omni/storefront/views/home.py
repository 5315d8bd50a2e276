"""The shop's front door is its list of stones."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

ROBOTS = """\
User-agent: *
Disallow: /staff/
Disallow: /floor/
Disallow: /desk/
Disallow: /kiosk/
Disallow: /admin/
Disallow: /api/
Disallow: /s/
Disallow: /diamonds/?*after=
"""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return redirect("storefront:search")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain")
