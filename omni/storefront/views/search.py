"""Diamonds by facets: the address holds the search, and works with and without scripts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from inventory.selectors.nearest import nearest
from inventory.selectors.places import store_places
from inventory.selectors.reading import read
from inventory.selectors.search import BadCursor, Page, search
from inventory.selectors.stock_picture import stock_picture
from staff.context import chain

from ..cards import cards
from ..facet_words import chips, summaries
from ..filter_panel import panel, sorts

# The part of the page that a script asks to renew, by the id it will replace.
PARTS = {"results": "storefront/parts/results.html", "more": "storefront/parts/more.html"}


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    places = store_places()
    reading = read(dict(request.GET.lists()), places.keys())
    facets, after = reading.facets, request.GET.get("after", "")
    try:
        page = search(facets, after)
    except BadCursor as refusal:
        return render(request, "storefront/bad-search.html", {"refusal": refusal}, status=400)
    part, currency = _asked_part(request), chain().currency
    words = summaries(facets, places, currency)
    context = {
        "facets": facets,
        "notes": reading.notes,
        "page": page,
        "cards": cards(request, page.items),
        "after": after,
        "count_sentence": count_sentence(page),
        "chips": chips(facets, places, currency),
        "summaries": words,
        "sorts": sorts(facets, places),
        "near": cards(request, nearest(facets)) if not page.items and not after else [],
        "next_query": _joined(facets.query, f"after={page.next}") if page.next else "",
    }
    if part is None:
        picture = stock_picture()
        context |= {
            "picture": picture,
            "panel": panel(facets, places, picture, words),
        }
    response = render(request, part or "storefront/search.html", {"section": "diamonds"} | context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    if part == PARTS["results"]:
        address = reverse("storefront:search")
        response["HX-Push-Url"] = f"{address}?{facets.query}" if facets.query else address
    return response


def _asked_part(request: HttpRequest) -> str | None:
    if "HX-Request" not in request.headers:
        return None
    return PARTS.get(request.headers.get("HX-Target", ""))


def count_sentence(page: Page) -> str:
    return ngettext("%(count)s stone matches", "%(count)s stones match", page.count) % {
        "count": page.count_word
    }


def _joined(*parts: str) -> str:
    return "&".join(part for part in parts if part)
