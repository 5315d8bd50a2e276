"""The beacon that a page sends after its paint: this was looked at, this was searched."""

import json
import uuid

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_POST

from customers.actions.see import see
from customers.actors import visitor_actor
from inventory.selectors.places import store_places
from inventory.selectors.reading import read

from ..nobody import is_nobody

MOST_BYTES = 2000


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """204 whatever becomes of it, 400 for what no page of ours sends. It needs no client key."""
    if is_nobody(request):
        return HttpResponse(status=204)
    try:
        if len(request.body) > MOST_BYTES:
            raise ValueError
        sent = json.loads(request.body)
        item = uuid.UUID(sent["item"]) if "item" in sent else None
        search = None if item else _facets(sent["search"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return HttpResponse(status=400)
    if item or search:
        see(
            visitor=request.visitor, item=item, search=search, customer=request.customer or None,
            actor=visitor_actor(request.visitor),
        )  # fmt: skip
    return HttpResponse(status=204)


def _facets(query: str) -> dict:
    """What the search page itself understands of this query, in its own words."""
    facets = read(dict(QueryDict(query[:1000]).lists()), store_places().keys()).facets
    clean = QueryDict(facets.query)
    return {name: values for name, values in clean.lists() if name != "sort"}
