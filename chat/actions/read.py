"""One side has read the conversation up to a message."""

from django.db import transaction
from django.db.models.functions import Greatest

from omni.lib.actors import Actor
from omni.lib.clock import now

from .. import live
from ..models import Conversation, ReadMark


@transaction.atomic
def read(*, conversation: Conversation, seq: int, actor: Actor) -> ReadMark:
    """Move the mark of the actor's side forward to `seq`; never back, never past the last."""
    party = ReadMark.Party.CUSTOMER if actor.kind == "customer" else ReadMark.Party.STAFF
    seq = max(0, min(seq, conversation.last_seq))
    mark, fresh = ReadMark.objects.get_or_create(
        conversation=conversation, party=party, defaults={"seq": seq, "at": now()}
    )
    moved = conversation.marks.filter(party=party, seq__lt=seq).update(
        seq=Greatest("seq", seq), at=now()
    )
    if fresh or moved:
        mark.refresh_from_db()
        live.read(conversation, mark)
    return mark
