"""The ring settings that we have, each drawn with a stone in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from inventory.portrait import ring_drawing
from inventory.selectors.availability import availability
from inventory.selectors.settings import listed_settings


@require_safe
def rings(request: HttpRequest) -> HttpResponse:
    settings = listed_settings()
    states = availability(setting.item_id for setting in settings)
    found = [
        {"setting": one, "item": one.item, "drawing": ring_drawing(one), "a": states[one.item_id]}
        for one in settings
    ]
    return render(request, "storefront/rings.html", {"section": "rings", "rings": found})
