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
    Invariant(
        "called off",
        "A visit that was called off keeps no piece, and no pass of its is in force",
        """
        SELECT a.id AS appointment, c.id AS claim, p.id AS pass
        FROM customers_appointment a
        LEFT JOIN inventory_claim c ON c.holder = 'appointment:' || a.public_id
            AND c.purpose = 'appointment' AND c.released_at IS NULL AND c.consumed_at IS NULL
        LEFT JOIN customers_pass p ON p.appointment_id = a.id AND p.revoked_at IS NULL
        WHERE a.state = 'cancelled' AND (c.id IS NOT NULL OR p.id IS NOT NULL)
        """,
    ),
)
