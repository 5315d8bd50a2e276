"""Her own page: what we call her, how we reach her, where she is signed in, and her story."""

import uuid
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from customers.actions.rename import rename_customer
from customers.actions.session import end_all_sessions
from customers.actors import customer_actor
from customers.addresses import shown
from customers.cookies import forget
from customers.selectors.diary import bookings_ahead
from customers.selectors.people import proven_addresses
from customers.selectors.searches import searches_of
from customers.selectors.sessions import device_count
from customers.selectors.timeline import timeline_of
from customers.selectors.watches import watches_of
from omni.lib.errors import Refused
from omni.lib.idempotency import once
from omni.lib.spoken import date_and_time

from ..forms.identity import NameForm

ENTRIES = 60


def signed_in(view):
    """Only for whoever proved herself by a code; everybody else is asked to."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.customer and request.customer.is_proven:
            return view(request, *args, **kwargs)
        here = request.path if request.method in ("GET", "HEAD") else reverse("storefront:account")
        return redirect(f"{reverse('storefront:sign-in')}?{urlencode({'next': here})}")

    return guarded


@never_cache
@require_safe
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    return _page(request, NameForm(initial=_first(request)))


@require_POST
@signed_in
def rename(request: HttpRequest) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    customer, name = request.customer, form.cleaned_data["name"]
    actor = customer_actor(customer)

    def run() -> dict:
        return {"name": rename_customer(customer=customer, name=name, actor=actor).name}

    try:
        key = form.cleaned_data["client_key"]
        once(actor=actor, action="rename", key=key, body={"name": name}, run=run)
    except Refused as refusal:
        form.add_error("name", refusal.message)
        return _page(request, form, status=refusal.status)
    messages.success(request, _("We’ll remember that."))
    return redirect("storefront:account")


@require_POST
@signed_in
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Doing it twice is doing it: it needs no key."""
    end_all_sessions(customer=request.customer, actor=customer_actor(request.customer))
    response = redirect("/")
    forget(response)
    return response


def _first(request: HttpRequest) -> dict:
    return {"name": request.customer.name, "client_key": uuid.uuid4()}


def _page(request: HttpRequest, form: NameForm, status: int = 200) -> HttpResponse:
    customer = request.customer
    context = {
        "form": form,
        "addresses": [(one.kind, shown(one.value)) for one in proven_addresses(customer)],
        "devices": device_count(customer),
        "timeline": timeline_of(customer, ENTRIES),
        "watches": watches_of(customer),
        "searches": searches_of(customer),
        "visits": [
            (one, date_and_time(one.store.local(one.starts_at))) for one in bookings_ahead(customer)
        ],
    }
    return render(request, "storefront/account.html", context, status=status)
