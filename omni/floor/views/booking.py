"""One booking of the diary: move it, or call it off, for somebody who rang or stands here."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from customers.actions.call_off_visit import call_off_visit
from customers.actions.move_visit import move_visit
from customers.errors import BadTime
from customers.models import Appointment
from customers.move_form import MoveForm
from customers.selectors.diary import booking_named, is_to_come, ready_for
from omni.lib.errors import Refused
from omni.lib.spoken import date_and_time, spelled
from staff.actors import actor_for
from staff.models import Store
from staff.roles import staff_page
from staff.selectors.places import active_stores

from ..stores import FLOOR


@staff_page(*FLOOR)
@require_safe
@never_cache
def booking(request: HttpRequest, store: Store, appointment: uuid.UUID) -> HttpResponse:
    return _page(request, store, _of(store, appointment))


@staff_page(*FLOOR)
@require_POST
def move_booking(request: HttpRequest, store: Store, appointment: uuid.UUID) -> HttpResponse:
    booked = _of(store, appointment)
    form = MoveForm(request.POST, booking=booked, stores=active_stores())
    if not form.is_valid():
        return _page(request, store, booked, form, status=422)
    try:
        after = move_visit(
            booking=booked, store=form.where, starts_at=form.starts_at,
            key=form.cleaned_data["client_key"], actor=actor_for(request),
        )  # fmt: skip
    except BadTime as refusal:
        form.add_error("at", refusal.message)
        return _page(request, store, booked, form, status=422)
    except Refused as refusal:
        return _refused(request, store, appointment, refusal, form)
    return redirect(_day_of(store, after))


@staff_page(*FLOOR)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def call_off_booking(request: HttpRequest, store: Store, appointment: uuid.UUID) -> HttpResponse:
    """First what it means, then the deed."""
    booked = _of(store, appointment)
    if request.method != "POST":
        return _page(request, store, booked, asks=True)
    try:
        key = request.POST.get("client_key", "")
        after = call_off_visit(booking=booked, key=key, actor=actor_for(request))
    except Refused as refusal:
        return _refused(request, store, appointment, refusal)
    return redirect(_day_of(store, after))


def _of(store: Store, appointment: uuid.UUID) -> Appointment:
    """A booking of this store; another's is as absent as one that never was."""
    found = booking_named(appointment, store=store)
    if found is None:
        raise Http404
    return found


def _day_of(store: Store, booked: Appointment) -> str:
    on = booked.store.local(booked.starts_at).date()
    return f"{reverse('floor:diary', args=[store.slug])}?on={on:%Y-%m-%d}"


def _refused(
    request: HttpRequest, store: Store, appointment: uuid.UUID, refusal: Refused,
    form: MoveForm | None = None,
) -> HttpResponse:  # fmt: skip
    status = 422 if refusal.status == 400 else refusal.status
    return _page(request, store, _of(store, appointment), form, refusal=refusal, status=status)


def _page(
    request: HttpRequest, store: Store, booked: Appointment, form: MoveForm | None = None, *,
    asks: bool = False, refusal: Refused | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    to_come = is_to_come(booked)
    pieces = ready_for(booked) if to_come else []
    kept = sum(one.is_kept for one in pieces)
    context = {
        "section": "diary",
        "store": store,
        "booked": booked,
        "when": date_and_time(store.local(booked.starts_at)),
        "diary_url": _day_of(store, booked),
        "to_come": to_come,
        "asks": asks and to_come,
        "pieces": pieces,
        "kept": kept,
        "spelled": spelled(kept).capitalize(),
        "form": form or MoveForm(booking=booked, stores=active_stores()),
        "refusal": refusal,
    }
    return render(request, "floor/booking.html", context, status=status)
