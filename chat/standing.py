"""How a conversation stands besides what was said in it, to be kept and to be restored."""

import datetime as dt

from .models import Conversation

FIELDS = ("state", "waiting_since", "item_id", "share_id", "started_at", "last_at")


def standing(conversation: Conversation) -> dict:
    """JSON-able."""
    values = {name: getattr(conversation, name) for name in FIELDS}
    return {n: v.isoformat() if isinstance(v, dt.datetime) else v for n, v in values.items()}


def stand_again(conversation: Conversation, was: dict) -> None:
    for name in FIELDS:
        value = was[name]
        if name.endswith(("_since", "_at")):
            value = value and dt.datetime.fromisoformat(value)
        setattr(conversation, name, value)
    conversation.save(update_fields=[name.removesuffix("_id") for name in FIELDS])
