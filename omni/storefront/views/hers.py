"""The badge of a piece as she sees it: what is pushed to all says "on hold" of hers too."""

import uuid

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from customers.context import held
from inventory.live import fragment
from inventory.selectors.availability import availability
from inventory.selectors.lookup import items_by_ref

from ..hers import as_she_sees


@require_safe
@never_cache
def her_badge(request: HttpRequest, ref: uuid.UUID) -> JsonResponse:
    """As a push of it, and whether it is kept for her still; nothing for a stranger."""
    item = items_by_ref([ref]).get(ref) if request.customer else None
    if item is None:
        raise Http404
    state = as_she_sees(request, availability([item.pk])[item.pk])
    return JsonResponse(fragment(state) | {"hers": item.pk in held(request)})
