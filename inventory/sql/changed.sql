-- What every change of stock does last: the versions grow and search's narrow rows follow.
-- A function, so that its plans are kept: planning them takes longer than running them.
CREATE OR REPLACE FUNCTION inventory_refresh_listings(ids bigint[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO inventory_listing
        (item_id, shape, carat, colour, clarity, cut, price, state, place, changed_at)
    SELECT i.id, s.shape, (s.carat * 100)::int, s.colour, s.clarity, coalesce(s.cut, 0),
           (i.price * 100)::bigint,
           CASE WHEN r.on_hand IS NULL OR NOT i.is_listed THEN 4
                WHEN l.kind NOT IN ('store', 'vault', 'warehouse', 'supplier') THEN 3
                WHEN r.claimed >= r.on_hand THEN 2
                ELSE 1 END,
           coalesce(r.location_id, 0), clock_timestamp()
    FROM inventory_item i
    JOIN inventory_stone s ON s.item_id = i.id
    LEFT JOIN LATERAL (
        SELECT location_id, on_hand, claimed FROM inventory_stockrecord
        WHERE item_id = i.id AND on_hand > 0 ORDER BY id LIMIT 1
    ) r ON true
    LEFT JOIN inventory_location l ON l.id = r.location_id
    WHERE i.id = ANY((SELECT ids)::bigint[])
    ON CONFLICT (item_id) DO UPDATE SET
        shape = excluded.shape, carat = excluded.carat, colour = excluded.colour,
        clarity = excluded.clarity, cut = excluded.cut, price = excluded.price,
        state = excluded.state, place = excluded.place, changed_at = excluded.changed_at;
END
$$;

CREATE OR REPLACE FUNCTION inventory_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE inventory_item SET availability_version = availability_version + 1 WHERE id = ANY((SELECT ids)::bigint[]);
    PERFORM inventory_refresh_listings(ids);
END
$$;
