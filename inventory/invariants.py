"""What must hold of stock: pieces, claims and the ledger tell one story."""

from omni.lib.invariants import Invariant, promise

promise(
    Invariant(
        "I1",
        "A thing that is one of a kind has one live claim at most",
        """
        SELECT c.item_id, count(*) AS claims
        FROM inventory_claim c JOIN inventory_item i ON i.id = c.item_id
        WHERE i.is_serial AND c.released_at IS NULL AND c.consumed_at IS NULL
        GROUP BY c.item_id HAVING count(*) > 1
        """,
    ),
    Invariant(
        "I1-piece",
        "A thing that is one of a kind lies in one place, once",
        """
        SELECT r.item_id, sum(r.on_hand) AS on_hand
        FROM inventory_stockrecord r JOIN inventory_item i ON i.id = r.item_id
        WHERE i.is_serial GROUP BY r.item_id HAVING sum(r.on_hand) > 1
        """,
    ),
    Invariant(
        "I2-ledger",
        "The pieces on hand are the sum of their movements",
        """
        SELECT r.id AS record, r.on_hand, coalesce(m.delta, 0) AS ledger
        FROM inventory_stockrecord r
        LEFT JOIN (SELECT record_id, sum(delta) AS delta
                   FROM inventory_stockmovement GROUP BY record_id) m ON m.record_id = r.id
        WHERE r.on_hand <> coalesce(m.delta, 0)
        """,
    ),
    Invariant(
        "I2-claims",
        "The pieces claimed are the sum of the live claims, and are there",
        """
        SELECT r.id AS record, r.on_hand, r.claimed, coalesce(c.quantity, 0) AS live_claims
        FROM inventory_stockrecord r
        LEFT JOIN (SELECT record_id, sum(quantity) AS quantity FROM inventory_claim
                   WHERE released_at IS NULL AND consumed_at IS NULL
                   GROUP BY record_id) c ON c.record_id = r.id
        WHERE r.claimed <> coalesce(c.quantity, 0) OR r.claimed > r.on_hand OR r.claimed < 0
        """,
    ),
    Invariant(
        "I2-claim-item",
        "A claim names the item of its record, and whether it is one of a kind",
        """
        SELECT c.id AS claim, c.item_id, r.item_id AS record_item
        FROM inventory_claim c
        JOIN inventory_stockrecord r ON r.id = c.record_id
        JOIN inventory_item i ON i.id = c.item_id
        WHERE c.item_id <> r.item_id OR c.is_serial <> i.is_serial
        """,
    ),
    Invariant(
        "I2-movement",
        "A movement names the item and the place of its record",
        """
        SELECT m.id AS movement, m.record_id
        FROM inventory_stockmovement m JOIN inventory_stockrecord r ON r.id = m.record_id
        WHERE m.item_id <> r.item_id OR m.location_id <> r.location_id
        """,
    ),
    Invariant(
        "I2-sold",
        "As many pieces were sold from a record as its claims consumed",
        """
        SELECT r.id AS record, coalesce(s.sold, 0) AS sold, coalesce(c.consumed, 0) AS consumed
        FROM inventory_stockrecord r
        LEFT JOIN (SELECT record_id, -sum(delta) AS sold FROM inventory_stockmovement
                   WHERE reason = 'sold' GROUP BY record_id) s ON s.record_id = r.id
        LEFT JOIN (SELECT record_id, sum(quantity) AS consumed FROM inventory_claim
                   WHERE consumed_at IS NOT NULL GROUP BY record_id) c ON c.record_id = r.id
        WHERE coalesce(s.sold, 0) <> coalesce(c.consumed, 0)
        """,
    ),
    Invariant(
        "I2-listing",
        "Search calls a stone sold exactly when no piece of it is there",
        """
        SELECT l.item_id, l.state, coalesce(r.on_hand, 0) AS on_hand
        FROM inventory_listing l
        JOIN inventory_item i ON i.id = l.item_id
        LEFT JOIN (SELECT item_id, sum(on_hand) AS on_hand FROM inventory_stockrecord
                   GROUP BY item_id) r ON r.item_id = l.item_id
        WHERE i.is_listed AND (l.state = 4) <> (coalesce(r.on_hand, 0) = 0)
        """,
    ),
    Invariant(
        "I4",
        "What is overdue is free within a minute",
        """
        SELECT id AS claim, expires_at FROM inventory_claim
        WHERE released_at IS NULL AND consumed_at IS NULL
          AND expires_at < clock_timestamp() - interval '60 seconds'
        """,
        needs_workers=True,
    ),
)
