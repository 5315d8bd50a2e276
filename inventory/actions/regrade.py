"""What is known of pieces was corrected: their grades, their report, which stones they take."""

from django.db import transaction

from omni.lib.actors import Actor

from ..changes import changed
from ..locks import lock_stock


@transaction.atomic
def regrade(*, item_ids: list[int], actor: Actor) -> None:
    """Let search, cards and open pages follow; the correction is in this transaction already."""
    lock_stock(item_ids)
    changed(item_ids)
