"""Somebody holds a pass up at the door: who is it, and is she here already?"""

import re
import uuid

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.events import emit
from omni.lib.ids import token_hash
from staff.models import Device

from ..door_events import VisitChanged
from ..keyed import keyed_hash, typed
from ..models import Appointment, Customer, Pass, PassScan, Visit
from ..timeline import record

LINK = re.compile(r"/p/([A-Za-z0-9_-]{16,64})/?$")


def is_typed(shown: str) -> bool:
    """Whether this is a code that somebody typed, or might have: it counts against guessing."""
    return not LINK.search(shown.strip())


@transaction.atomic
def scan_pass(*, shown: str, scan: uuid.UUID, device: Device, actor: Actor) -> PassScan:
    """Answer one scan of what was shown: a pass's link, its token, or its typed code.

    The same `scan` gets the same answer. An unknown, expired or withdrawn pass is an outcome, not
    an error, and opens nothing. A valid one opens the one visit of its customer, or finds it open.
    """
    before = PassScan.objects.filter(scan=scan).select_related("visit", "card__customer").first()
    if before:
        return before
    card = _find(shown)
    outcome, visit = _outcome(card), None
    if outcome == PassScan.Outcome.WELCOME:
        outcome, visit = _arrive(card, device, actor)
    return PassScan.objects.create(
        scan=scan, card=card, visit=visit, device=device, outcome=outcome, at=now()
    )


def _find(shown: str) -> Pass | None:
    shown = shown.strip()[:200]
    link = LINK.search(shown)
    passes = Pass.objects.select_for_update(of=("self",)).select_related("customer", "appointment")
    card = passes.filter(token_hash=token_hash(link[1] if link else shown)).first()
    if card or link:
        return card
    same = list(passes.filter(code_hash=keyed_hash("pass", typed(shown))).order_by("-pk")[:2])
    in_force = [card for card in same if _outcome(card) == PassScan.Outcome.WELCOME]
    return next(iter(in_force or same), None)


def _outcome(card: Pass | None) -> PassScan.Outcome:
    if card is None:
        return PassScan.Outcome.UNKNOWN
    if card.revoked_at:
        return PassScan.Outcome.REVOKED
    if card.expires_at <= now():
        return PassScan.Outcome.EXPIRED
    return PassScan.Outcome.WELCOME


def _arrive(card: Pass, device: Device, actor: Actor) -> tuple[PassScan.Outcome, Visit]:
    customer = Customer.objects.select_for_update().get(pk=card.customer_id)
    customer = customer.merged_into or customer
    moment = now()
    open_visit = Visit.objects.filter(customer=customer, closed_at=None).first()
    if open_visit and open_visit.store_id == device.store_id:
        return PassScan.Outcome.AGAIN, open_visit
    if open_visit:  # she walked out of another store without a word
        Visit.objects.filter(pk=open_visit.pk).update(closed_at=moment)
        emit(VisitChanged(open_visit.pk))
    booked = card.appointment
    if booked and (booked.store_id != device.store_id or booked.state == "cancelled"):
        booked = None
    visit = Visit.objects.create(
        customer=customer, store=device.store, appointment=booked, arrived_at=moment
    )
    if booked:
        Appointment.objects.filter(pk=booked.pk).update(state=Appointment.State.ARRIVED)
    record(
        kind="arrived", channel="kiosk", actor=actor, customer=customer, store=device.store,
        ref=f"visit:{visit.public_id}", facts={"store": device.store.name},
    )  # fmt: skip
    emit(VisitChanged(visit.pk))
    return PassScan.Outcome.WELCOME, visit
