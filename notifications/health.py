"""What is due should have left: the age of the oldest message that still waits."""

from django.db.models import Min

from omni.lib.clock import now
from omni.lib.health import Ailing, Facts, check, reading

from .actions.claim import claimable
from .models import Message

LATE = 120  # seconds; sweeps run every ten, and a busy provider is asked again within a minute


@check("outbox")
def _outbox() -> Facts:
    with reading():
        waiting = Message.objects.filter(claimable(), due_at__lte=now())
        oldest = waiting.aggregate(at=Min("due_at"))["at"]
    age = round((now() - oldest).total_seconds(), 1) if oldest else 0.0
    if age > LATE:
        raise Ailing("Messages that are due don’t leave.", oldest_seconds=age)
    return {"oldest_seconds": age}
