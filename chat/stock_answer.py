"""Whether the pinned piece is still there: read from the stock itself, at this moment."""

from inventory.models import Item
from inventory.selectors.availability import Availability, availability

from .matching import SURE, likeness

SOURCE = "Checked against our stock just now."
QUESTIONS = (
    "Is this one still there?",
    "Is it still available?",
    "Is this one available?",
    "Is it in stock?",
    "Has it been sold?",
    "Is it gone?",
    "Can I still buy it?",
)


# By the exact state of what isn't free for anybody to buy.
TOLD = {
    "held": "It’s here, but on hold at the moment. Its page says so as soon as it’s free.",
    "in_store_only": "It’s in store, and we sell the last ones there. Come in and see it.",
    "on_approval": "Somebody has it at home to decide. Its page says so as soon as it’s free.",
    "transit": "It’s not sold. It’s on its way between two of our places.",
    "workshop": "It’s not sold. It’s in our workshop just now.",
    "quarantine": "It’s not sold. We’re checking it just now.",
    "set": "It has been set in a ring. We’ll gladly look for one close to it.",
}


def stock_answer(item: Item | None, question: str) -> str:
    """One honest sentence about the piece, or nothing when that wasn't surely the question."""
    if item is None or max(likeness(question, known) for known in QUESTIONS) < SURE:
        return ""
    return _told(availability([item.pk])[item.pk])


def _told(one: Availability) -> str:
    free = [place for place in one.selling if place.promised]
    if one.kind == "go" and free:
        store = next((place for place in free if place.kind == "store"), None)
        where = f"our {store.city} store" if store else f"our {free[0].kind}"
        return f"Yes. It’s in {where} and nobody has it on hold."
    return TOLD.get(one.state, "It’s no longer in stock. We’ll gladly look for one close to it.")
