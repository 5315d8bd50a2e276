"""Book a visit and send the pass for the door, from the conversation's right column."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chat.models import Conversation
from customers.actions.add_address import add_address
from customers.actions.book_visit import book_visit
from customers.actions.call_off_visit import call_off_visit
from customers.actions.issue_pass import issue_pass
from customers.actions.move_visit import move_visit
from customers.actions.revoke_pass import revoke_pass
from customers.errors import BadTime, NoAddress
from customers.models import Appointment, Identity
from customers.move_form import MoveForm
from customers.selectors.diary import booking_named, next_booking
from customers.selectors.find import addresses_of
from customers.selectors.looking import liked
from customers.selectors.passes import current_pass
from inventory.selectors.availability import availability
from omni.lib.errors import Refused
from omni.lib.idempotency import once
from staff.actors import actor_for
from staff.roles import staff_page
from staff.selectors.places import active_stores

from ..fetch import ANSWERS, fetched
from ..visit import Panel, panel_of, pieces_for


@staff_page(*ANSWERS)
@require_safe
@never_cache
def visit(request: HttpRequest, conversation: uuid.UUID) -> HttpResponse:
    return _shown(request, _panel(fetched(conversation)))


@staff_page(*ANSWERS)
@require_POST
def book(request: HttpRequest, conversation: uuid.UUID) -> HttpResponse:
    one = fetched(conversation)
    panel = _panel(one, request.POST)
    form = panel.form
    if not form.is_valid():
        panel.is_open = True
        return _shown(request, panel, 422)
    actor, sent = actor_for(request), form.cleaned_data

    def run() -> dict:
        booking = book_visit(
            customer=one.customer, store=form.where, starts_at=form.starts_at, items=form.ready,
            companion=sent["companion"], note=sent["note"], actor=actor,
        )  # fmt: skip
        return {"appointment": str(booking.public_id)}

    body = {name: str(value) for name, value in sent.items()} | {"chat": str(one.public_id)}
    return _done(request, one, "desk.book", body, run)


@staff_page(*ANSWERS)
@require_POST
def send_pass(request: HttpRequest, conversation: uuid.UUID) -> HttpResponse:
    """To an address of hers, or to the one just typed, which stays unproven."""
    one, actor = fetched(conversation), actor_for(request)
    known, typed = request.POST.get("to", ""), request.POST.get("address", "").strip()

    def run() -> dict:
        card, _token = issue_pass(
            customer=one.customer, appointment=next_booking(one.customer),
            to=_address(one, known, typed, actor), actor=actor,
        )  # fmt: skip
        return {"pass": str(card.public_id)}

    body = {"chat": str(one.public_id), "to": known, "address": typed}
    return _done(request, one, "desk.pass", body, run)


def _address(one: Conversation, known: str, typed: str, actor) -> Identity:
    if known:
        hers = {f"{who.kind}:{who.value}": who for who in addresses_of(one.customer)}
        if known not in hers:
            raise NoAddress
        return hers[known]
    if not typed:
        raise NoAddress
    return add_address(customer=one.customer, text=typed, actor=actor)


@staff_page(*ANSWERS)
@require_POST
def withdraw_pass(request: HttpRequest, conversation: uuid.UUID) -> HttpResponse:
    one, actor = fetched(conversation), actor_for(request)

    def run() -> dict:
        card = current_pass(one.customer)
        if card:
            revoke_pass(card=card.public_id, actor=actor)
        return {"pass": str(card.public_id) if card else ""}

    body = {"chat": str(one.public_id)}
    return _done(request, one, "desk.withdraw", body, run)


@staff_page(*ANSWERS)
@require_POST
def move(request: HttpRequest, conversation: uuid.UUID) -> HttpResponse:
    one = fetched(conversation)
    booked = _booked(request, one)
    form = MoveForm(request.POST, booking=booked, stores=active_stores())
    if not form.is_valid():
        return _moving(request, one, form)
    try:
        move_visit(
            booking=booked, store=form.where, starts_at=form.starts_at,
            key=form.cleaned_data["client_key"], actor=actor_for(request),
        )  # fmt: skip
    except BadTime as refusal:
        form.add_error("at", refusal.message)
        return _moving(request, one, form)
    except Refused as refusal:
        return _moving(request, one, refusal=refusal)
    return _shown(request, _panel(one))


@staff_page(*ANSWERS)
@require_POST
def call_off(request: HttpRequest, conversation: uuid.UUID) -> HttpResponse:
    one = fetched(conversation)
    booked, key = _booked(request, one), request.POST.get("client_key", "")
    try:
        call_off_visit(booking=booked, key=key, actor=actor_for(request))
    except Refused as refusal:
        return _moving(request, one, refusal=refusal)
    return _shown(request, _panel(one))


def _booked(request: HttpRequest, one: Conversation) -> Appointment:
    """The visit that the panel named, if it is hers."""
    try:
        ref = uuid.UUID(request.POST.get("booked", ""))
    except ValueError as error:
        raise Http404 from error
    found = booking_named(ref, customer=one.customer)
    if found is None:
        raise Http404
    return found


def _moving(
    request: HttpRequest, one: Conversation, form: MoveForm | None = None, refusal=None
) -> HttpResponse:
    """The panel as it stands, with what was typed and why it can't be."""
    panel = _panel(one)
    panel.refusal, panel.is_moving = refusal, form is not None
    panel.move = form or panel.move
    status = 422 if refusal is None or refusal.status == 400 else refusal.status
    return _shown(request, panel, status)


def _panel(one: Conversation, data=None) -> Panel:
    items = pieces_for(one, liked(one.customer))
    stock = availability([item.pk for item in items]) if items else {}
    return panel_of(one, items, stock, data)


def _done(request: HttpRequest, one: Conversation, action: str, body: dict, run) -> HttpResponse:
    """The panel as it is afterwards, or as it was with the reason."""
    key = request.POST.get("client_key")
    try:
        once(actor=actor_for(request), action=action, key=key, body=body, run=run)
    except Refused as refusal:
        is_booking = action == "desk.book"
        panel = _panel(one, request.POST if is_booking else None)
        panel.refusal, panel.is_open = refusal, is_booking
        panel.typed = request.POST.get("address", "")
        return _shown(request, panel, 422 if refusal.status == 400 else refusal.status)
    return _shown(request, _panel(one))


def _shown(request: HttpRequest, panel: Panel, status: int = 200) -> HttpResponse:
    return render(request, "desk/parts/visit.html", {"panel": panel}, status=status)
