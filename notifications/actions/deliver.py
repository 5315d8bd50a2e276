"""Deliver one message: claim it, ask the provider outside any transaction, record the answer.

Whoever dies in between leaves an attempt without an end. The next one asks the provider's journal
about our key before anything is sent again; where that can't tell, news are never sent again and
everything else once at most.
"""

from omni.lib.actors import Actor
from omni.lib.failpoints import failpoint

from ..models import Message
from ..providers import provider_for
from ..providers.answers import Answer, Outgoing
from ..sealing import filled, unseal
from .claim import Claimed, claim_message
from .record import record_answer


def deliver_message(*, message_id: int, actor: Actor) -> None:
    """Does nothing when the message is another's, is not due, or is final."""
    claimed = claim_message(message_id=message_id, actor=actor)
    if claimed is None:
        return
    message = claimed.message
    provider = provider_for(message.channel)
    name = provider.__name__.rpartition(".")[2]
    answer = _ask(claimed, provider)
    record_answer(message=message, number=claimed.number, provider=name, answer=answer, actor=actor)


def _ask(claimed: Claimed, provider) -> Answer:
    outgoing = _outgoing(claimed.message)
    if claimed.doubts:
        known = _ask_journal(claimed, provider, outgoing)
        if known:
            return known
    failpoint("message.before_send")
    answer = provider.send(outgoing)
    failpoint("message.after_send")
    return answer


def _ask_journal(claimed: Claimed, provider, outgoing: Outgoing) -> Answer | None:
    """What is known of earlier askings; nothing when it may be sent (again)."""
    found = provider.find(outgoing)
    if found.taken:
        return Answer("sent", ref=found.ref)
    if claimed.withheld:
        return Answer("refused", problem=claimed.withheld)
    is_news = claimed.message.purpose == Message.Purpose.NEWS
    if found.taken is None and (is_news or claimed.doubts > 1):
        return Answer("lost", problem="The provider gave no answer and can't tell.")
    return None


def _outgoing(message: Message) -> Outgoing:
    secrets = unseal(message.secrets)
    return Outgoing(
        key=str(message.public_id),
        channel=message.channel,
        to_address=message.to_address,
        subject=filled(message.subject, secrets),
        text=filled(message.body, secrets),
        asked_at=message.created_at,
    )
