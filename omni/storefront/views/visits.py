"""Her booked visit: move it, or call it off.

Only for whoever signed in with a code. The link of a pass leads here and does neither: it is held
up at a door, photographed and forwarded, so it says who she is and never decides for her.
"""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from customers.actions.call_off_visit import call_off_visit
from customers.actions.move_visit import may_move, move_visit
from customers.actors import customer_actor
from customers.addresses import shown
from customers.errors import BadTime
from customers.models import Appointment
from customers.move_form import MoveForm
from customers.selectors.diary import Ready, booking_named, is_to_come, ready_for
from omni.lib.errors import Refused
from omni.lib.spoken import date_and_time, spelled
from staff.selectors.places import active_stores

from .account import signed_in


@never_cache
@require_safe
@signed_in
def visit(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    booking = _hers(request, ref)
    return _page(request, booking, MoveForm(booking=booking, stores=active_stores()))


@never_cache
@require_POST
@signed_in
def move(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    booking = _hers(request, ref)
    form = MoveForm(request.POST, booking=booking, stores=active_stores())
    if not form.is_valid():
        return _page(request, booking, form, status=422)
    try:
        move_visit(
            booking=booking, store=form.where, starts_at=form.starts_at,
            key=form.cleaned_data["client_key"], actor=customer_actor(request.customer),
        )  # fmt: skip
    except BadTime as refusal:
        form.add_error("at", refusal.message)
        return _page(request, booking, form, status=422)
    except Refused as refusal:
        return _page(request, _hers(request, ref), form, refusal, _status(refusal))
    messages.success(request, _("Your visit is moved. We’ve sent you a message with the time."))
    return redirect("storefront:visit", ref)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def call_off(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """First what it means, then the deed."""
    booking = _hers(request, ref)
    if request.method != "POST":
        if not is_to_come(booking):
            return redirect("storefront:visit", ref)
        return render(request, "storefront/visit-call-off.html", _words(booking))
    try:
        key, actor = request.POST.get("client_key", ""), customer_actor(request.customer)
        call_off_visit(booking=booking, key=key, actor=actor)
    except Refused as refusal:
        booking = _hers(request, ref)
        form = MoveForm(booking=booking, stores=active_stores())
        return _page(request, booking, form, refusal, _status(refusal))
    return redirect("storefront:visit", ref)


def _status(refusal: Refused) -> int:
    return 422 if refusal.status == 400 else refusal.status


def _hers(request: HttpRequest, ref: uuid.UUID) -> Appointment:
    """Somebody else's is as absent as one that never was."""
    booking = booking_named(ref, customer=request.customer)
    if booking is None:
        raise Http404
    return booking


def _page(
    request: HttpRequest, booking: Appointment, form: MoveForm, refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = _words(booking) | {"form": form, "refusal": refusal}
    return render(request, "storefront/visit.html", context, status=status)


def _words(booking: Appointment) -> dict:
    store, to_come = booking.store, is_to_come(booking)
    pieces = ready_for(booking) if to_come else []
    kept = sum(one.is_kept for one in pieces)
    return {
        "booking": booking,
        "store": store,
        "when": date_and_time(store.local(booking.starts_at)),
        "phone": shown(store.phone),
        "to_come": to_come,
        "may_move": may_move(booking),
        "pieces": [(one.item, *_said(one)) for one in pieces],
        "kept": kept,
        "spelled": spelled(kept),
    }


def _said(one: Ready) -> tuple[str, str]:
    """How a piece stands, as (kind, words) for her; nothing of others, or of which box it is in."""
    if not one.is_kept:
        return "gone", _("Not kept for you any more")
    coming = one.coming
    if coming is None:
        return "go", _("Ready for you")
    if coming.on is None:
        return "hold", _("Not there yet, ask us about it")
    if coming.is_late:
        when = f"{coming.on:%A} {coming.on.day} {coming.on:%B}"
        return "hold", _("Not there before %(day)s, and kept until you can see it") % {"day": when}
    return "way", _("On its way, there by your visit")
