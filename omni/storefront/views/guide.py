"""Five minutes on what matters in a diamond."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    return render(request, "storefront/guide.html", {"section": "diamonds"})
