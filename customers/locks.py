"""Lock a customer before writing what a merge would move; docs/locking.md says why."""

from omni.lib.prepared import ASKED, Prepared

from .models import Customer
from .selectors.people import root_of

HER_ROW = Prepared(
    lambda: Customer.objects.select_for_update(no_key=True).extra(
        where=["id = %s::bigint"], params=[ASKED]
    )
)


def lock_customer(customer: Customer) -> Customer:
    """Who she is now, through all merges, her row locked to the end of the transaction.

    The lock is `no_key`: rows that only refer to her are written meanwhile, so that nobody who
    holds stock waits for her.
    """
    while True:
        pk = root_of(customer).pk
        locked = HER_ROW.first(pk)
        if locked is None:
            raise Customer.DoesNotExist(pk)
        if locked.merged_into_id is None:
            return locked
        customer = locked
