"""The sweep: timed holds end, everywhere at once."""

from django.db import transaction

from ..changes import changed
from ..locks import lock_stock
from ..models import Claim

BATCH = 100  # items locked at once: a sale of one of them waits that long


def expire_claims() -> int:
    """Release what is overdue, in small transactions, the longest overdue first.

    Answers how many items became freer.
    """
    total = 0
    while True:
        with transaction.atomic():
            ids = list(
                Claim.objects.live()
                .extra(where=["expires_at <= clock_timestamp()"])
                .order_by("expires_at")
                .values_list("item_id", flat=True)[:BATCH]
            )
            if not ids:
                return total
            freed = lock_stock(ids).freed
            changed(freed)
            total += len(freed)
