"""Give or withdraw a permission, with its proof: the words shown, from where, by whom."""

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import now

from ..models import Consent, Customer, Interaction
from ..timeline import record


@transaction.atomic
def give_consent(
    *,
    customer: Customer,
    purpose: str,
    granted: bool,
    wording: str,
    source: str,
    actor: Actor,
    channel: str = "",
) -> Consent:
    """The newest row counts; a permission that stands as asked isn't written twice.

    `source` names the page or the conversation, `channel` is empty for all channels.
    """
    standing = Consent.objects.filter(customer=customer, purpose=purpose, channel=channel)
    newest = standing.order_by("-at", "-pk").first()
    if newest and (newest.granted, newest.wording) == (granted, wording):
        return newest
    consent = Consent.objects.create(
        customer=customer,
        purpose=purpose,
        channel=channel,
        granted=granted,
        wording=wording,
        source=source,
        actor=str(actor),
        at=now(),
    )
    record(
        kind=Interaction.Kind.CONSENTED,
        channel="web" if actor.kind in {"customer", "visitor"} else "store",
        actor=actor,
        customer=customer,
        facts={"purpose": purpose, "granted": granted},
    )
    return consent
