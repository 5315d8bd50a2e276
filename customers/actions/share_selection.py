"""Send a list to somebody: a link of her own, by SMS or e-mail, which runs out in time."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from notifications.actions.write import write_message
from notifications.marks import unmarked
from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.ids import secret_token, token_hash
from omni.lib.spoken import date_and_time

from ..addresses import parsed_address
from ..errors import EmptySelection, ShareOver
from ..models import Customer, Identity, Selection, SelectionShare
from ..selectors.people import expected_at, owner_of
from ..timeline import record

GOOD_FOR = dt.timedelta(days=30)


@transaction.atomic
def share_selection(
    *,
    selection: Selection,
    customer: Customer | None,
    name: str = "",
    address: str,
    actor: Actor,
    good_for: dt.timedelta = GOOD_FOR,
) -> SelectionShare:
    """Send it to `address`: of `customer`, or of whoever has it, or of somebody new called `name`.

    A customer gets it at an address of hers only. Raises `BadAddress`, `EmptySelection`.
    """
    kind, value = parsed_address(address)
    if not selection.pieces.exists():
        raise EmptySelection
    who = _recipient(customer, kind, value, name)
    moment, token = now(), secret_token()
    share = SelectionShare.objects.create(
        selection=selection, customer=who, kind=kind, value=value, token_hash=token_hash(token),
        sent_at=moment, sent_by=str(actor), expires_at=moment + good_for,
    )  # fmt: skip
    _send(share, token, actor)
    return share


@transaction.atomic
def send_again(*, share: SelectionShare, actor: Actor) -> SelectionShare:
    """A new link in place of the one before, good for as long as a first one.

    Raises `ShareOver` when it was withdrawn.
    """
    locked = SelectionShare.objects.select_for_update(of=("self",)).select_related(
        "selection__store", "customer"
    ).get(pk=share.pk)  # fmt: skip
    if locked.revoked_at:
        raise ShareOver
    token = secret_token()
    locked.token_hash, locked.sent_at = token_hash(token), now()
    locked.expires_at = max(locked.expires_at, locked.sent_at + GOOD_FOR)
    locked.times_sent += 1
    locked.save(update_fields=["token_hash", "sent_at", "expires_at", "times_sent"])
    _send(locked, token, actor)
    return locked


def _recipient(customer: Customer | None, kind: str, value: str, name: str) -> Customer:
    """Whose address it is: nobody else's list goes into her story, and hers to nobody else."""
    owner = owner_of(kind, value)
    who = owner or customer or expected_at(kind, value)
    if who is None:
        who = Customer.objects.create(name=" ".join(name.split())[:80])
    if owner is None:
        Identity.objects.get_or_create(customer=who, kind=kind, value=value)
    return who


def _send(share: SelectionShare, token: str, actor: Actor) -> None:
    channel = "sms" if share.kind == Identity.Kind.PHONE else "email"
    write_message(
        channel=channel,
        purpose="service",
        to_address=share.value,
        recipient=f"customer:{share.customer.public_id}",
        subject=unmarked(share.selection.title),
        body=_words(share, actor),
        secrets={"link": f"{settings.PUBLIC_URL}/s/{token}/"},
        dedupe_key=f"selection:{share.public_id}:{share.times_sent}",
        expires_at=share.expires_at,
        actor=actor,
    )
    record(
        kind="list_sent", channel=channel, actor=actor, customer=share.customer,
        store=share.selection.store, ref=f"selection:{share.public_id}",
        facts={"title": share.selection.title, "by": actor.name, "to": share.value[-3:]},
    )  # fmt: skip


def _words(share: SelectionShare, actor: Actor) -> str:
    """What the message says; `{link}` is filled in when it is sent."""
    selection, count = share.selection, share.selection.pieces.count()
    hello = f"Hi {share.customer.given_name}. " if share.customer.given_name else ""
    what = "a piece" if count == 1 else f"{count} pieces"
    is_named = bool(actor.name) and actor.kind != "client"
    by, have = (actor.name.split()[0], "has") if is_named else ("We", "have")
    until = date_and_time(selection.store.local(share.expires_at))
    words = (
        f"{hello}{by} at {selection.store.name} {have} put {what} together for you, "
        f"always as they are right now. Good until {until}: "
    )
    return unmarked(words) + "{link}"
