"""What must hold of customers: nobody is in two places."""

from omni.lib.invariants import Invariant, promise

promise(
    Invariant(
        "I13",
        "A customer has one open visit at most",
        """
        SELECT customer_id AS customer, count(*) AS visits FROM customers_visit
        WHERE closed_at IS NULL AND customer_id IS NOT NULL
        GROUP BY customer_id HAVING count(*) > 1
        """,
    ),
)
