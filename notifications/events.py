"""News of messages, for those above who know whose addresses these are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MessageSent:
    """A provider has taken this message (`message_id` is the row's key)."""

    message_id: int


@dataclass(frozen=True, slots=True)
class MessageFailed:
    """This message will not be sent; its row says why."""

    message_id: int


@dataclass(frozen=True, slots=True)
class MessageReceived:
    """Somebody wrote to us (`inbound_id` is the row's key)."""

    inbound_id: int
