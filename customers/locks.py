"""Lock a customer before writing what a merge would move; docs/locking.md says why."""

from .models import Customer
from .selectors.people import root_of


def lock_customer(customer: Customer) -> Customer:
    """Who she is now, through all merges, her row locked to the end of the transaction.

    The lock is `no_key`: rows that only refer to her are written meanwhile, so that nobody who
    holds stock waits for her.
    """
    while True:
        rows = Customer.objects.select_for_update(no_key=True)
        locked = rows.get(pk=root_of(customer).pk)
        if locked.merged_into_id is None:
            return locked
        customer = locked
