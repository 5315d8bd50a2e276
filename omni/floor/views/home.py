"""The floor: who is here, who she is, what she holds."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staff.models import Store
from staff.roles import staff_page

from ..arrivals import arrivals_of
from ..page import customer_or_none, floor_page
from ..stores import FLOOR, usual_store


@staff_page(*FLOOR)
@require_safe
@never_cache
def go(request: HttpRequest, page: str = "home") -> HttpResponse:
    """To the store she works in."""
    address = redirect(f"floor:{page}", usual_store(request).slug)
    if query := request.GET.urlencode():
        address["Location"] += f"?{query}"
    return address


@staff_page(*FLOOR)
@require_safe
@never_cache
def home(request: HttpRequest, store: Store) -> HttpResponse:
    return floor_page(request, store)


@staff_page(*FLOOR)
@require_safe
@never_cache
def client(request: HttpRequest, store: Store, customer: uuid.UUID) -> HttpResponse:
    found = customer_or_none(customer)
    if found is None:
        raise Http404
    return floor_page(request, store, customer=found)


@staff_page(*FLOOR)
@require_safe
@never_cache
def arrivals(request: HttpRequest, store: Store) -> HttpResponse:
    """The left column alone, fetched again when somebody came, was taken or left."""
    context = {"store": store, "here": arrivals_of(store, request.user)}
    return render(request, "floor/parts/arrivals.html", context)
