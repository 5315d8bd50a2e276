"""What chat does about news from below, in the transaction that tells it."""

from customers.events import CustomersMerged
from omni.lib.actors import system

from .actions.merge import merge_conversations

MERGE = system("merge")


def on_customers_merged(event: CustomersMerged) -> None:
    merge_conversations(gone=event.gone, kept=event.kept, actor=MERGE)
