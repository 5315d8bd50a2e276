"""Open, rotate and end a customer's sessions; a session is one device's cookie."""

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.ids import secret_token, token_hash
from omni.lib.inserting import insert

from ..live import signed_out
from ..models import Customer, Session


def open_session(*, customer: Customer, is_proven: bool, actor: Actor) -> str:
    """A new session's token; only its hash is kept."""
    token = secret_token()
    insert(
        Session(
            customer=customer, token_hash=token_hash(token), rotated_at=now(), is_proven=is_proven
        )
    )
    return token


@transaction.atomic
def renew_session(*, session: Session | None, customer: Customer, actor: Actor) -> str:
    """The token after signing in.

    A session that was proven for the same person rotates, and its predecessor is good for 60 s
    more, for tabs that were loading. Any other one is dead at once: whoever planted it before she
    signed in holds nothing.
    """
    same = session and session.is_proven and session.customer_id == customer.pk
    if not same:
        if session:
            Session.objects.filter(pk=session.pk, revoked_at=None).update(revoked_at=now())
            signed_out(session.customer)
        return open_session(customer=customer, is_proven=True, actor=actor)
    token = secret_token()
    Session.objects.filter(pk=session.pk).update(
        token_hash=token_hash(token), previous_hash=session.token_hash, rotated_at=now()
    )
    return token


@transaction.atomic
def end_session(*, session: Session, actor: Actor) -> None:
    """Signed out on this device; her open sockets close, those of other devices come back."""
    Session.objects.filter(pk=session.pk, revoked_at=None).update(revoked_at=now())
    signed_out(session.customer)


@transaction.atomic
def end_all_sessions(*, customer: Customer, actor: Actor) -> int:
    """Signed out everywhere; answers how many devices that were."""
    live = Session.objects.filter(customer=customer, revoked_at=None)
    signed_out(customer)
    return live.update(revoked_at=now())
