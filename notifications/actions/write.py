"""Write a message: the row is the outbox, a worker is woken once it is committed."""

import datetime as dt

from omni.lib.actors import Actor
from omni.lib.clock import now
from omni.lib.inserting import insert

from ..models import Message
from ..sealing import seal
from ..wake import wake_message


def write_message(
    *,
    channel: str,
    purpose: str,
    to_address: str,
    body: str,
    dedupe_key: str,
    recipient: str = "",
    subject: str = "",
    secrets: dict[str, str] | None = None,
    due_at: dt.datetime | None = None,
    expires_at: dt.datetime | None = None,
    actor: Actor,
) -> Message:
    """The message under this `dedupe_key`: a new one, or the one that stands already.

    `{name}` marks in `body` are filled from `secrets` as it leaves. Nothing is sent when the
    caller's transaction rolls back.
    """
    message = Message(
        dedupe_key=dedupe_key, channel=channel, purpose=purpose, to_address=to_address,
        recipient=recipient, subject=subject, body=body, secrets=seal(secrets),
        due_at=due_at or now(), expires_at=expires_at, actor=str(actor),
    )  # fmt: skip
    if not insert(message, unless="dedupe_key"):
        return Message.objects.get(dedupe_key=dedupe_key)
    if message.due_at <= now():
        wake_message(message)
    return message
