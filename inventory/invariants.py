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
        "I2-carats",
        "A parcel's weight is the sum of its movements, and weighs something while it has pieces",
        """
        SELECT r.id AS record, r.carats, m.carats AS ledger, r.on_hand
        FROM inventory_stockrecord r
        LEFT JOIN (SELECT record_id, sum(carats) AS carats
                   FROM inventory_stockmovement GROUP BY record_id) m ON m.record_id = r.id
        WHERE coalesce(r.carats, 0) <> coalesce(m.carats, 0)
           OR (r.carats IS NOT NULL AND (r.carats = 0) <> (r.on_hand = 0))
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
        "I2-transfer",
        "What was shipped and has not arrived lies in transit, and nothing else does",
        """
        SELECT coalesce(w.item_id, t.item_id) AS item, w.on_the_way, t.on_hand
        FROM (SELECT l.item_id, sum(l.shipped - l.received - l.lost) AS on_the_way
              FROM inventory_transferline l JOIN inventory_transfer f ON f.id = l.transfer_id
              GROUP BY l.item_id) w
        FULL JOIN (SELECT r.item_id, sum(r.on_hand) AS on_hand
                   FROM inventory_stockrecord r JOIN inventory_location l ON l.id = r.location_id
                   WHERE l.kind = 'transit' GROUP BY r.item_id) t ON t.item_id = w.item_id
        WHERE coalesce(w.on_the_way, 0) <> coalesce(t.on_hand, 0)
        """,
    ),
    Invariant(
        "I2-transfer-state",
        "A transfer's state says what its lines say, and its own claims end with it",
        """
        SELECT f.id AS transfer, f.state, l.id AS line
        FROM inventory_transfer f JOIN inventory_transferline l ON l.transfer_id = f.id
        LEFT JOIN inventory_claim c ON c.id = l.claim_id
        WHERE (f.state = 'received' AND l.shipped <> l.received + l.lost)
           OR (f.state IN ('requested', 'picked', 'cancelled') AND l.shipped > 0)
           OR (f.state IN ('received', 'cancelled') AND c.purpose = 'transfer'
               AND c.holder = 'transfer:' || f.public_id
               AND c.released_at IS NULL AND c.consumed_at IS NULL)
        """,
    ),
    Invariant(
        "I2-memo",
        "What is out on memo lies with a customer under its live claim, until it ends",
        """
        SELECT m.id AS line, m.claim_id, l.kind
        FROM inventory_memoline m JOIN inventory_claim c ON c.id = m.claim_id
        JOIN inventory_stockrecord r ON r.id = c.record_id
        JOIN inventory_location l ON l.id = r.location_id
        WHERE m.returned_at IS NULL AND m.bought_at IS NULL
          AND (l.kind <> 'customer' OR c.released_at IS NOT NULL OR c.consumed_at IS NOT NULL)
        """,
    ),
    Invariant(
        "I2-assembly",
        "What is set in a finished piece isn't in stock beside it, if it is one of a kind",
        """
        SELECT p.id AS part, p.item_id, r.on_hand
        FROM inventory_assemblypart p JOIN inventory_assembly a ON a.id = p.assembly_id
        JOIN inventory_item i ON i.id = p.item_id
        JOIN (SELECT item_id, sum(on_hand) AS on_hand FROM inventory_stockrecord
              GROUP BY item_id) r ON r.item_id = p.item_id
        WHERE a.taken_apart_at IS NULL AND i.is_serial AND r.on_hand > 0
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
