"""Messages out and in, their attempts and receipts, and who said stop."""

from .message import Attempt, InboundMessage, Message, Receipt
from .suppression import Suppression

__all__ = ["Attempt", "InboundMessage", "Message", "Receipt", "Suppression"]
