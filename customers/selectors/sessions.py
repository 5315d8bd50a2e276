"""From a cookie's token to the customer it belongs to."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from omni.lib.clock import now
from omni.lib.ids import token_hash
from omni.lib.prepared import ASKED, Prepared

from ..models import Customer, Identity, Session
from .people import root_of

GRACE = dt.timedelta(seconds=60)


def session_by_token(token: str) -> Session | None:
    """The live session of this token, or of the token it replaced within the last minute.

    An unproven one opens nothing of a person who has proven herself, even if it was opened at the
    moment of her proof and so escaped its end.
    """
    digest = token_hash(token)
    session = LIVE.first(digest)
    if session is None or session.token_hash == digest:
        return session
    return session if session.rotated_at and session.rotated_at > now() - GRACE else None


def _live():
    person = Coalesce(OuterRef("customer__merged_into"), OuterRef("customer"))
    known = Exists(Identity.objects.filter(customer=person, proven_at__isnull=False))
    asked = Q(token_hash=ASKED) | Q(previous_hash=ASKED)
    sessions = Session.objects.select_related("customer__merged_into")
    return sessions.filter(asked, Q(is_proven=True) | ~known, revoked_at=None).order_by("pk")


LIVE = Prepared(_live)


def customer_of(session: Session | None) -> Customer | None:
    """Whose session it is, with `is_proven` saying whether by a code; a merged customer is the

    person she turned out to be.
    """
    if not session:
        return None
    customer = root_of(session.customer)
    customer.is_proven = session.is_proven
    return customer


def customer_by_token(token: str) -> Customer | None:
    """Whose session the cookie's token opens."""
    return customer_of(session_by_token(token)) if token else None


def device_count(customer: Customer) -> int:
    """On how many devices she is signed in."""
    return Session.objects.filter(customer=customer, revoked_at=None, is_proven=True).count()
