"""A conversation's messages, in the order of their numbers."""

from customers.models import Customer

from ..models import Assignment, Conversation, Message

PAGE = 200


def conversation_of(customer: Customer | None) -> Conversation | None:
    if customer is None:
        return None
    found = Conversation.objects.filter(customer=customer)
    return found.select_related("item__stone", "item__product", "customer").first()


def messages_after(conversation: Conversation, seq: int = 0, limit: int = PAGE) -> list[Message]:
    """Up to `limit` messages with a greater number than `seq`, oldest first."""
    return list(conversation.messages.filter(seq__gt=seq).select_related("item")[:limit])


def latest_messages(conversation: Conversation, limit: int = PAGE) -> list[Message]:
    """The last `limit` messages, oldest first: where a page begins."""
    start = max(conversation.last_seq - limit, 0)
    return messages_after(conversation, start, limit)


def assigned(conversation: Conversation) -> Assignment | None:
    """Who answers now, with the user."""
    open_ones = conversation.assignments.filter(ended_at=None)
    return open_ones.select_related("user").first()


def marks(conversation: Conversation) -> dict[str, int]:
    """{side: the number up to which it has read}."""
    return dict(conversation.marks.values_list("party", "seq"))
