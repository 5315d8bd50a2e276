"""What must hold of customers: nobody is in two places, and nobody is another without a record."""

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
    Invariant(
        "merged",
        "Who turned out to be another has one merge that stands, and the other way round",
        """
        SELECT c.id AS customer, c.merged_into_id, count(m.id) AS merges
        FROM customers_customer c
        LEFT JOIN customers_merge m ON m.gone_id = c.id AND m.undone_at IS NULL
        GROUP BY c.id HAVING count(m.id) <> (c.merged_into_id IS NOT NULL)::int
        """,
    ),
)
