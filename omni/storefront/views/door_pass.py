"""The guest's own pass on her own phone: it shows who she is at the door, and checks nobody in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from customers.actions.consent import give_consent
from customers.addresses import shown
from customers.keyed import code_of
from customers.models import Appointment, Consent, Pass
from customers.selectors.consents import has_consent
from customers.selectors.passes import pass_by_token, standing
from omni.lib.actors import Actor
from omni.lib.idempotency import once
from omni.lib.qr import qr_svg
from omni.lib.spoken import date_and_time


def wording() -> str:
    return _("Greet me by name at the door, and have my pieces ready on the screen.")


@require_safe
@never_cache
def door_pass(request: HttpRequest, token: str) -> HttpResponse:
    card = pass_by_token(token)
    state = standing(card)
    if state != "good":
        return _over(request, card, state)
    booked = card.appointment
    context = {
        "card": card,
        "token": token,
        "code": code_of(token),
        "qr": qr_svg(f"{settings.PUBLIC_URL}/p/{token}/"),
        "booked": booked,
        "phone": shown(booked.store.phone) if booked else "",
        "when": date_and_time(booked.store.local(booked.starts_at)) if booked else "",
        "greets": has_consent(card.customer, Consent.Purpose.GREETING),
        "wording": wording(),
    }
    return render(request, "storefront/pass.html", context)


@require_POST
@never_cache
def pass_consent(request: HttpRequest, token: str) -> HttpResponse:
    """Her answer to whether the door may say her name; the pass's link is who says so."""
    card: Pass | None = pass_by_token(token)
    if standing(card) != "good":
        return _over(request, card, standing(card))
    actor = Actor("link", str(card.public_id), card.customer.name)
    granted = request.POST.get("greet") == "yes"

    def write() -> dict:
        consent = give_consent(
            customer=card.customer, purpose=Consent.Purpose.GREETING, granted=granted,
            wording=wording(), source="the pass's own page", actor=actor,
        )  # fmt: skip
        return {"consent": consent.pk}

    key = request.POST.get("client_key")
    once(actor=actor, action="consent", key=key, body={"granted": granted}, run=write)
    return redirect("storefront:pass", token)


def _over(request: HttpRequest, card: Pass | None, state: str) -> HttpResponse:
    booked = card and card.appointment
    off = state == "revoked" and booked and booked.state == Appointment.State.CANCELLED
    context = {"state": state, "is_called_off": bool(off)}
    return render(request, "storefront/pass-over.html", context, status=404)
