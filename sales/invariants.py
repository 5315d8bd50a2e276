"""What must hold of sales: what was paid for was taken from stock, and paid once."""

from omni.lib.invariants import Invariant, promise

promise(
    Invariant(
        "I3",
        "Each line of an order has its claim consumed, for the same thing and as many pieces",
        """
        SELECT l.id AS line, l.order_id, l.claim_id
        FROM sales_orderline l
        JOIN sales_order o ON o.id = l.order_id
        JOIN inventory_claim c ON c.id = l.claim_id
        WHERE o.state <> 'cancelled'
          AND (c.released_at IS NOT NULL OR c.quantity <> l.quantity OR c.item_id <> l.item_id)
        """,
    ),
    Invariant(
        "I3-lines",
        "An order has lines, and its total is theirs",
        """
        SELECT o.id AS "order", o.total, coalesce(sum(l.quantity * l.unit_price), 0) AS lines
        FROM sales_order o LEFT JOIN sales_orderline l ON l.order_id = o.id
        GROUP BY o.id HAVING o.total <> coalesce(sum(l.quantity * l.unit_price), 0)
            OR count(l.id) = 0
        """,
    ),
    Invariant(
        "I3-cancelled",
        "A cancelled order keeps no piece",
        """
        SELECT o.id AS "order", c.id AS claim
        FROM sales_order o
        JOIN sales_orderline l ON l.order_id = o.id
        JOIN inventory_claim c ON c.id = l.claim_id
        WHERE o.state = 'cancelled' AND c.released_at IS NULL AND c.consumed_at IS NULL
        """,
    ),
    Invariant(
        "I5",
        "The tenders of an order come to its total",
        """
        SELECT o.id AS "order", o.total, coalesce(sum(t.amount), 0) AS tendered
        FROM sales_order o LEFT JOIN sales_tender t ON t.order_id = o.id
        GROUP BY o.id HAVING coalesce(sum(t.amount), 0) <> o.total
        """,
    ),
    Invariant(
        "I5-charged",
        "An order paid online was charged its total, once",
        """
        SELECT o.id AS "order", o.total, p.captured, p.refunded
        FROM sales_order o JOIN sales_payment p ON p.order_id = o.id
        WHERE p.captured - p.refunded > o.total
           OR (o.state = 'paid' AND p.captured - p.refunded <> o.total)
        """,
    ),
    Invariant(
        "I6-settled",
        "Money that was captured has its order or goes back within ten minutes",
        """
        SELECT id AS payment, state, captured, refunded FROM sales_payment
        WHERE state IN ('asked', 'unknown', 'captured', 'refund_due')
          AND created_at < clock_timestamp() - interval '10 minutes'
        """,
        needs_workers=True,
    ),
)
