"""Give somebody a pass for the door and send it; giving it again replaces the one before."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from notifications.actions.write import write_message
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.ids import secret_token, token_hash
from omni.lib.spoken import date_and_time

from ..errors import NoAddress
from ..keyed import code_of, keyed_hash
from ..locks import lock_customer
from ..models import Appointment, Customer, Identity, Pass
from ..timeline import record

GOOD_FOR = dt.timedelta(days=30)
AFTER_SLOT = dt.timedelta(hours=6)


@transaction.atomic
def issue_pass(
    *, customer: Customer, appointment: Appointment | None, to: Identity, actor: Actor
) -> tuple[Pass, str]:
    """A new pass sent to `to` (one of the customer's addresses); answers it with its token.

    Earlier passes of the same customer are revoked. The link in the message is a secret part.
    """
    if to.customer_id != customer.pk:
        raise NoAddress
    customer = lock_customer(customer)  # of two at once the later replaces the other
    moment = now()
    Pass.objects.filter(customer=customer, revoked_at=None).update(revoked_at=moment)
    token = _fresh_token()
    card = Pass.objects.create(
        customer=customer, appointment=appointment, token_hash=token_hash(token),
        code_hash=keyed_hash("pass", code_of(token)), created_at=moment,
        expires_at=appointment.ends_at + AFTER_SLOT if appointment else moment + GOOD_FOR,
    )  # fmt: skip
    write_message(
        channel="sms" if to.kind == Identity.Kind.PHONE else "email",
        purpose="service",
        to_address=to.value,
        recipient=f"customer:{customer.public_id}",
        subject="Your pass",
        body=words(customer, appointment),
        secrets={"link": f"{settings.PUBLIC_URL}/p/{token}/"},
        dedupe_key=f"pass:{card.public_id}",
        expires_at=card.expires_at,
        actor=actor,
    )
    record(
        kind="pass_sent", channel="sms" if to.kind == "phone" else "email", actor=actor,
        customer=customer, store=appointment.store if appointment else None,
        ref=f"pass:{card.public_id}", facts={"to": to.value[-3:]},
    )  # fmt: skip
    return card, token


def _fresh_token() -> str:
    """A token whose code to type no other pass in force has."""
    while True:
        token = secret_token()
        same = Pass.objects.filter(code_hash=keyed_hash("pass", code_of(token)))
        if not same.filter(revoked_at=None, expires_at__gt=now()).exists():
            return token


def words(customer: Customer, appointment: Appointment | None) -> str:
    """What the message says; `{link}` is filled in when it is sent."""
    hello = f"Hi {customer.given_name}. " if customer.given_name else ""
    if appointment is None:
        return f"{hello}Your pass for the door: {{link}}"
    when = date_and_time(appointment.store.local(appointment.starts_at))
    return f"{hello}See you at {appointment.store.name}, {when}. Your pass for the door: {{link}}"
