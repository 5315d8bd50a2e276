"""Somebody holds a pass up at the door: who is it, and is she here already?"""

import re
import uuid

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.ids import token_hash
from staff.models import Device

from ..keyed import keyed_hash, typed
from ..locks import lock_customer
from ..models import Appointment, Pass, PassScan
from .arrive import enter

LINK = re.compile(r"/p/([A-Za-z0-9_-]{16,64})/?$")


def is_typed(shown: str) -> bool:
    """Whether this is a code that somebody typed, or might have: it counts against guessing."""
    return not LINK.search(shown.strip())


@transaction.atomic
def scan_pass(*, shown: str, scan: uuid.UUID, device: Device, actor: Actor) -> PassScan:
    """Answer one scan of what was shown: a pass's link, its token, or its typed code.

    The same `scan` gets the same answer. An unknown, expired or withdrawn pass is an outcome, not
    an error, and opens nothing. A valid one opens the one visit of its customer, or finds it open;
    the booking that the pass was sent for belongs to it on its own day only.
    """
    card = _find(shown)
    customer = None
    if card:
        customer = lock_customer(card.customer)
        card = (
            Pass.objects.select_for_update(of=("self",))
            .select_related("appointment")
            .get(pk=card.pk)
        )
    before = PassScan.objects.filter(scan=scan).select_related("visit", "card__customer").first()
    if before:
        return before
    outcome, visit = _outcome(card), None
    if outcome == PassScan.Outcome.WELCOME:
        visit, fresh = enter(
            customer,
            device.store,
            via="pass",
            booked=_todays(card.appointment, device),
            actor=actor,
        )
        outcome = PassScan.Outcome.WELCOME if fresh else PassScan.Outcome.AGAIN
    answer, _ = PassScan.objects.get_or_create(
        scan=scan,
        defaults={"card": card, "visit": visit, "device": device, "outcome": outcome, "at": now()},
    )
    return answer


def _todays(booked: Appointment | None, device: Device) -> Appointment | None:
    """Who drops in the day before has still to come."""
    if booked is None or booked.store_id != device.store_id or booked.state != "booked":
        return None
    local = device.store.local
    return booked if local(booked.starts_at).date() == local(now()).date() else None


def _find(shown: str) -> Pass | None:
    shown = shown.strip()[:200]
    link = LINK.search(shown)
    passes = Pass.objects.select_related("customer")
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
