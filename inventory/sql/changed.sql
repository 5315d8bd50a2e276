-- What every change of stock does last: the versions grow and search's narrow rows follow.
-- A function, so that its plans are kept: planning them takes longer than running them.
-- A listing is written only when it says something new, and `changed_in` only when what search counts
-- did: a hold changes `state` alone, which no index has, so that its update stays within the page.
-- The state of a listing by the first record that has pieces: free 1, held 2, where nobody buys 3, not
-- there or not shown 4.
CREATE OR REPLACE FUNCTION inventory_listing_state(on_hand int, claimed int, listed boolean, kind text)
RETURNS smallint LANGUAGE sql IMMUTABLE AS $$
    SELECT (CASE WHEN on_hand IS NULL OR NOT listed THEN 4
                 WHEN kind NOT IN ('store', 'vault', 'warehouse', 'supplier') THEN 3
                 WHEN claimed >= on_hand THEN 2
                 ELSE 1 END)::smallint
$$;

CREATE OR REPLACE FUNCTION inventory_refresh_listings(ids bigint[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO inventory_listing AS was
        (item_id, shape, carat, colour, clarity, cut, polish, symmetry, fluorescence, lab, origin,
         fancy, intensity, table_pct, depth_pct, ratio, price, state, place, changed_in)
    SELECT i.id, s.shape, (s.carat * 100)::int, s.colour, s.clarity, coalesce(s.cut, 0),
           coalesce(s.polish, 0), coalesce(s.symmetry, 0), coalesce(s.fluorescence, 0),
           CASE upper(g.lab) WHEN 'GIA' THEN 1 WHEN 'IGI' THEN 2 WHEN 'HRD' THEN 3
                WHEN 'AGS' THEN 4 WHEN 'GCAL' THEN 5 ELSE CASE WHEN g.lab <> '' THEN 9 ELSE 0 END END,
           CASE s.is_lab_grown WHEN false THEN 1 WHEN true THEN 2 ELSE 0 END,
           s.fancy, s.intensity,
           coalesce(round(s.table_pct * 10), 0), coalesce(round(s.depth_pct * 10), 0),
           least(32767, round(100 * greatest(s.length, s.width) / least(s.length, s.width))),
           (i.price * 100)::bigint,
           inventory_listing_state(r.on_hand, r.claimed, i.is_listed, l.kind),
           coalesce(r.location_id, 0), pg_current_xact_id()::text::bigint
    FROM inventory_item i
    JOIN inventory_stone s ON s.item_id = i.id
    LEFT JOIN inventory_gradingreport g ON g.stone_id = s.item_id
    LEFT JOIN LATERAL (
        SELECT location_id, on_hand, claimed FROM inventory_stockrecord
        WHERE item_id = i.id AND on_hand > 0 ORDER BY id LIMIT 1
    ) r ON true
    LEFT JOIN inventory_location l ON l.id = r.location_id
    WHERE i.id = ANY((SELECT ids)::bigint[])
    ON CONFLICT (item_id) DO UPDATE SET
        shape = excluded.shape, carat = excluded.carat, colour = excluded.colour,
        clarity = excluded.clarity, cut = excluded.cut, polish = excluded.polish,
        symmetry = excluded.symmetry, fluorescence = excluded.fluorescence, lab = excluded.lab,
        origin = excluded.origin,
        fancy = excluded.fancy, intensity = excluded.intensity, table_pct = excluded.table_pct, depth_pct = excluded.depth_pct,
        ratio = excluded.ratio, price = excluded.price, state = excluded.state,
        place = excluded.place,
        changed_in = CASE
            WHEN (was.state < 4) = (excluded.state < 4) AND
                 (was.shape, was.carat, was.colour, was.clarity, was.cut, was.polish, was.symmetry,
                  was.fluorescence, was.lab, was.origin, was.fancy,
                  was.intensity, was.table_pct, was.depth_pct, was.ratio,
                  was.price, was.place)
               = (excluded.shape, excluded.carat, excluded.colour, excluded.clarity, excluded.cut,
                  excluded.polish, excluded.symmetry, excluded.fluorescence, excluded.lab,
                  excluded.origin, excluded.fancy, excluded.intensity, excluded.table_pct, excluded.depth_pct, excluded.ratio,
                  excluded.price, excluded.place)
            THEN was.changed_in ELSE excluded.changed_in END
    WHERE (was.shape, was.carat, was.colour, was.clarity, was.cut, was.polish, was.symmetry,
           was.fluorescence, was.lab, was.origin, was.fancy,
           was.intensity, was.table_pct, was.depth_pct, was.ratio,
           was.price, was.place, was.state)
       <> (excluded.shape, excluded.carat, excluded.colour, excluded.clarity, excluded.cut,
           excluded.polish, excluded.symmetry, excluded.fluorescence, excluded.lab,
           excluded.origin, excluded.fancy, excluded.intensity, excluded.table_pct, excluded.depth_pct, excluded.ratio,
           excluded.price, excluded.place, excluded.state);
END
$$;

CREATE OR REPLACE FUNCTION inventory_changed(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE inventory_item SET availability_version = availability_version + 1 WHERE id = ANY((SELECT ids)::bigint[]);
    PERFORM inventory_refresh_listings(ids);
END
$$;

-- What follows a hold: nothing but how much is claimed has changed, so only `state` can. One item at a
-- time, so that its plan needs no guess of how many there are.
CREATE OR REPLACE FUNCTION inventory_refresh_states(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    one bigint;
BEGIN
    FOREACH one IN ARRAY ids LOOP
        UPDATE inventory_listing was SET state = now.state
        FROM (
            SELECT inventory_listing_state(r.on_hand, r.claimed, i.is_listed, l.kind) AS state
            FROM inventory_item i
            LEFT JOIN LATERAL (
                SELECT location_id, on_hand, claimed FROM inventory_stockrecord
                WHERE item_id = i.id AND on_hand > 0 ORDER BY id LIMIT 1
            ) r ON true
            LEFT JOIN inventory_location l ON l.id = r.location_id
            WHERE i.id = one
        ) now
        WHERE was.item_id = one AND was.state <> now.state;
    END LOOP;
END
$$;
