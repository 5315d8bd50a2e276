"""What chat does about news from below, in the transaction that tells it."""

from customers.events import CustomersMerged, MergeUndone

from .actions.merge import merge_conversations
from .actions.part import part_conversations
from .log import MERGE


def on_customers_merged(event: CustomersMerged) -> None:
    event.moved["chat"] = merge_conversations(gone=event.gone, kept=event.kept, actor=MERGE)


def on_merge_undone(event: MergeUndone) -> None:
    event.parts.extend(part_conversations(merge=event.merge, actor=MERGE))
