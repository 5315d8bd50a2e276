"""Diamonds by facets: the address holds the search, and works with and without scripts."""

import json
import uuid
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from inventory.selectors.facet_counts import Counts
from inventory.selectors.facets import Facets
from inventory.selectors.held import stones_on_hold
from inventory.selectors.nearest import nearest
from inventory.selectors.places import StorePlace, store_places
from inventory.selectors.reading import read
from inventory.selectors.search import BadCursor, Slice, count_word, find, search_and_counts
from omni.lib import moulds
from omni.lib.token import form_token
from omni.lib.translated import gettext as _
from omni.lib.translated import ngettext
from staff.context import chain

from ..cards import Card, cards, unknown
from ..facet_words import chips, summaries
from ..filter_panel import numbers, offered, panel
from ..page import page
from ..sort_choice import sort_options

RESULTS, MORE = "storefront/parts/results.html", "storefront/parts/more.html"
# The part of the page that a script asks to renew, by the id it will replace.
PARTS = {"results": RESULTS, "more": MORE}


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """One query for a stranger, and one more for new stones that aren't free or have changed."""
    places = store_places()
    reading = read(dict(request.GET.lists()), places.keys())
    facets, after = reading.facets, request.GET.get("after", "")
    part, query = _asked_part(request), facets.query
    try:
        if part == MORE:
            return _varied(
                HttpResponse(_stones(request, find(facets, after, unknown=unknown), query))
            )
        found, told = search_and_counts(facets, after, unknown=unknown)
    except BadCursor as refusal:
        return render(request, "storefront/bad-search.html", {"refusal": refusal}, status=400)
    stones = _stones(request, found, query)
    near = cards(request, nearest(facets)) if not found.items and not after else []
    words = summaries(facets, places, chain().currency)
    whole = part is None
    results = moulds.sent(
        RESULTS,
        _result_words(facets, places, told, words, whole)
        | {
            "notes": reading.notes,
            "stones": stones,
            "near": _sent(near),
            "after": bool(after),
        }
        | _to_keep(request, query if facets.narrows else ""),
        {"whole": whole},
    )
    if not whole:
        response = HttpResponse(results)
        response["HX-Push-Url"] = _address(query)
        return _varied(response)
    context = {
        "panel": panel(facets, places, told, words),
        "results": results,
        "show_count": show_sentence(told.found),
        "canonical": _address("" if after else query),
        "picture": {"stones": f"{told.stones:,}", "on_hold": f"{stones_on_hold():,}"},
    }
    return _varied(page(request, "storefront/search.html", context, {"section": "diamonds"}))


def _result_words(
    facets: Facets, places: dict[str, StorePlace], told: Counts, words: dict, whole: bool
) -> dict:
    taken_off = [
        {"label": chip.label, "url": _address(chip.query)} for chip in chips(facets, words)
    ]
    on = len(taken_off)
    given = {
        "count_sentence": count_sentence(told.found),
        "chips": taken_off,
        "filters_label": _("Filters, %(number)s") % {"number": on} if on else _("Filters"),
        "phone": {
            "shape": words["shape"] or _("Shape"),
            "price": words["price"] or _("Price"),
            "carat": words["carat"] or _("Carat"),
        },
        "sort_options": sort_options(facets, places),
    }
    if not whole:
        given |= {
            "numbers": json.dumps(numbers(facets, places, told), separators=(",", ":")),
            "summaries": _renewed(words, offered(facets, told)),
            "show_count": show_sentence(told.found),
        }
    return given


def _to_keep(request: HttpRequest, query: str) -> dict[str, str]:
    """For the form that saves this search; without words there is none."""
    if not query:
        return {"save_query": "", "save_key": "", "csrf_token": ""}
    return {
        "save_query": query, "save_key": str(uuid.uuid4()),
        "csrf_token": form_token(request),
    }  # fmt: skip


def _stones(request: HttpRequest, found: Slice, query: str) -> bytes:
    """The cards and the way to the next; empty without any."""
    shown = cards(request, found.items, looks=found.looks)
    if not shown:
        return b""
    following = _address(_joined(query, f"after={found.next}")) if found.next else ""
    return moulds.sent(MORE, {"cards": _sent(shown), "next_url": following})


def _sent(shown: list[Card]) -> bytes:
    return b"".join([card.sent for card in shown])


def _renewed(words: dict[str, str], names: list[str]) -> list[SafeString]:
    return [
        moulds.filled(
            "storefront/parts/summary.html", {"text": words[name]}, {"name": name, "oob": True}
        )
        for name in names
    ]


def _asked_part(request: HttpRequest) -> str | None:
    if "HX-Request" not in request.headers:
        return None
    return PARTS.get(request.headers.get("HX-Target", ""))


def _varied(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _address(query: str) -> str:
    return f"{_own()}?{query}" if query else _own()


@cache
def _own() -> str:
    return reverse("storefront:search")


def count_sentence(number: int) -> str:
    return ngettext("%(count)s stone matches", "%(count)s stones match", number) % {
        "count": count_word(number)
    }


def show_sentence(number: int) -> str:
    return ngettext("Show %(count)s stone", "Show %(count)s stones", number) % {
        "count": count_word(number)
    }


def _joined(*parts: str) -> str:
    return "&".join(part for part in parts if part)
