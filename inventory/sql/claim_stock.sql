-- Lock, check, claim: all lines or none, in one call, so that a hot piece is locked briefly.
-- The locks, their order and what is overdue are those of inventory/locks.py; docs/locking.md says why.
-- One plan serves every call, by index: a plan made while the table was empty would read all of it,
-- and planning anew takes twice as long as running.
-- Answers the claims in the order of the lines. Raises OM409 with every short line as JSON.
CREATE OR REPLACE FUNCTION inventory_claim_stock(
    line_items bigint[], line_pieces int[], line_places bigint[], line_online boolean[],
    selling text[], for_purpose text, for_holder text, also text[], until timestamptz,
    because text, by_actor text
) RETURNS SETOF inventory_claim LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
    ids bigint[] := line_items;
    mine text[] := array_append(also, for_holder);
    serials bigint[] := '{}';
    one bigint;
    serial boolean;
    done bigint[] := '{}';
    short jsonb[] := '{}';
    claim inventory_claim;
    rest inventory_claim;
    spot record;
    wanted int;
    part int;
    at timestamptz;
    item bigint;
    pieces int;
    place bigint;
    online boolean;
    listed boolean;
    is_locked boolean := false;
    has_overdue boolean;
    has_some boolean;
    is_taken boolean;
BEGIN
    IF cardinality(line_items) = 1 THEN
        item := line_items[1];
        pieces := line_pieces[1];
        place := line_places[1];
        online := line_online[1];
        -- Whoever changes stock locks its items first, so their records needn't be locked as well. The
        -- growing version is the lock: it is taken anyway, and a refusal takes it back.
        UPDATE inventory_item SET availability_version = availability_version + 1
        WHERE id = item AND EXISTS (
            SELECT FROM inventory_stockrecord WHERE item_id = item AND on_hand > claimed)
        RETURNING is_serial, is_listed INTO serial, listed;
        is_locked := FOUND;
    END IF;
    IF is_locked THEN
        at := clock_timestamp();
        -- As it mostly is: nothing of hers, nothing overdue, and enough where its first pieces lie. All
        -- that writes in one statement; whatever else there is, is left to those below.
        WITH held AS (
            UPDATE inventory_stockrecord r SET claimed = r.claimed + pieces
            FROM (
                SELECT id, location_id FROM inventory_stockrecord
                WHERE item_id = item AND on_hand > 0 ORDER BY id LIMIT 1
            ) nearest
            JOIN inventory_location l ON l.id = nearest.location_id
            WHERE r.id = nearest.id AND r.on_hand - r.claimed >= pieces
              AND l.kind = ANY(selling) AND coalesce(place, l.id) = l.id
              AND (NOT online OR l.sells_online AND NOT EXISTS (
                  SELECT FROM inventory_safetystock s
                  WHERE s.item_id = item AND s.location_id = l.id))
              AND NOT EXISTS (SELECT FROM inventory_claim
                              WHERE item_id = item AND released_at IS NULL
                                AND consumed_at IS NULL AND expires_at <= at)
              AND NOT EXISTS (SELECT FROM inventory_held_for(mine) hers WHERE hers.item_id = item)
            RETURNING r.id, inventory_listing_state(r.on_hand, r.claimed, listed, l.kind) AS state
        ), shown AS (
            UPDATE inventory_listing was SET state = held.state FROM held
            WHERE was.item_id = item AND was.state <> held.state
        )
        INSERT INTO inventory_claim (public_id, record_id, item_id, is_serial, quantity, purpose,
            holder, note, actor, created_at, expires_at, released_why)
        SELECT inventory_uuid7(), held.id, item, serial, pieces, for_purpose,
            for_holder, because, by_actor, at, until, '' FROM held
        RETURNING * INTO claim;
        IF FOUND THEN
            RETURN NEXT claim;
            RETURN;
        END IF;
        IF serial THEN
            serials := ids;
        END IF;
    ELSE
        IF cardinality(ids) > 1 THEN
            ids := ARRAY(SELECT DISTINCT unnest(ids) ORDER BY 1);
        END IF;
        -- What is committed to somebody else is refused without a lock, and leaves no trace: nothing free,
        -- nothing overdue and nothing hers, all as of one moment. A yes is none yet.
        IF cardinality(line_items) = 1 THEN
            SELECT NOT EXISTS (SELECT FROM inventory_stockrecord
                               WHERE item_id = ids[1] AND on_hand > claimed)
               AND NOT EXISTS (SELECT FROM inventory_claim
                               WHERE item_id = ids[1] AND released_at IS NULL
                                 AND consumed_at IS NULL AND expires_at <= clock_timestamp())
               AND NOT EXISTS (SELECT FROM inventory_held_for(mine) hers WHERE hers.item_id = ids[1])
            INTO is_taken;
            IF is_taken THEN
                PERFORM inventory_refuse(ARRAY[inventory_short(ids[1], line_pieces[1], 0)]);
            END IF;
        END IF;
        FOREACH one IN ARRAY ids LOOP
            UPDATE inventory_item SET availability_version = availability_version + 1
            WHERE id = one RETURNING is_serial INTO serial;
            IF serial THEN
                serials := serials || one;
            END IF;
        END LOOP;
    END IF;
    at := clock_timestamp();
    SELECT EXISTS (SELECT FROM inventory_claim
                   WHERE item_id = ANY(ids) AND released_at IS NULL
                     AND consumed_at IS NULL AND expires_at <= at),
           EXISTS (SELECT FROM inventory_held_for(mine) hers WHERE hers.item_id = ANY(ids))
    INTO has_overdue, has_some;
    IF has_overdue THEN
        PERFORM inventory_release_overdue(ids);
    END IF;
    FOR n IN 1 .. cardinality(line_items) LOOP
        wanted := line_pieces[n];
        -- Her own holds first, as long as none has to be parted.
        IF has_some THEN
            FOR claim IN SELECT * FROM inventory_own_claims(
                line_items[n], line_places[n], line_online[n], mine, done
            ) LOOP
                EXIT WHEN wanted < claim.quantity;
                UPDATE inventory_claim SET purpose = for_purpose, holder = for_holder,
                    expires_at = until, note = because, actor = by_actor
                WHERE id = claim.id RETURNING * INTO claim;
                wanted := wanted - claim.quantity;
                done := done || claim.id;
                RETURN NEXT claim;
            END LOOP;
        END IF;
        -- Then what is free: online less what a place keeps back.
        FOR spot IN
            SELECT r.id, r.item_id, r.location_id, r.on_hand - r.claimed AS free,
                   s.quantity AS kept
            FROM inventory_stockrecord r
            JOIN inventory_location l ON l.id = r.location_id
            LEFT JOIN inventory_safetystock s
                ON line_online[n] AND s.item_id = r.item_id AND s.location_id = r.location_id
            WHERE wanted > 0 AND r.item_id = line_items[n] AND r.on_hand > r.claimed
              AND l.kind = ANY(selling) AND coalesce(line_places[n], l.id) = l.id
              AND (l.sells_online OR NOT line_online[n])
            ORDER BY r.id
        LOOP
            part := least(wanted, spot.free);
            IF spot.kept IS NOT NULL THEN
                part := least(part, (
                    SELECT sum(r.on_hand - r.claimed) - spot.kept FROM inventory_stockrecord r
                    WHERE r.item_id = spot.item_id AND r.location_id = spot.location_id));
            END IF;
            CONTINUE WHEN part <= 0;
            UPDATE inventory_stockrecord SET claimed = claimed + part WHERE id = spot.id;
            INSERT INTO inventory_claim (public_id, record_id, item_id, is_serial, quantity, purpose,
                holder, note, actor, created_at, expires_at, released_why)
            VALUES (inventory_uuid7(), spot.id, spot.item_id, spot.item_id = ANY(serials), part, for_purpose,
                for_holder, because, by_actor, at, until, '')
            RETURNING * INTO claim;
            wanted := wanted - part;
            done := done || claim.id;
            RETURN NEXT claim;
            EXIT WHEN wanted = 0;
        END LOOP;
        -- Last, part of a larger hold of hers; the rest of it goes on as it was.
        IF wanted > 0 AND has_some THEN
            FOR claim IN SELECT * FROM inventory_own_claims(
                line_items[n], line_places[n], line_online[n], mine, done
            ) LOOP
                part := least(wanted, claim.quantity);
                IF part < claim.quantity THEN
                    rest := claim;
                    rest.id := nextval(pg_get_serial_sequence('inventory_claim', 'id'));
                    rest.public_id := inventory_uuid7();
                    rest.quantity := claim.quantity - part;
                    INSERT INTO inventory_claim SELECT rest.*;
                END IF;
                UPDATE inventory_claim SET quantity = part, purpose = for_purpose,
                    holder = for_holder, expires_at = until, note = because, actor = by_actor
                WHERE id = claim.id RETURNING * INTO claim;
                wanted := wanted - part;
                done := done || claim.id;
                RETURN NEXT claim;
                EXIT WHEN wanted = 0;
            END LOOP;
        END IF;
        IF wanted > 0 THEN
            short := short || inventory_short(line_items[n], line_pieces[n], line_pieces[n] - wanted);
        END IF;
    END LOOP;
    IF cardinality(short) > 0 THEN
        PERFORM inventory_refuse(short);
    END IF;
    PERFORM inventory_refresh_states(ids);
END
$$;

-- A line that can't be had as a whole.
CREATE OR REPLACE FUNCTION inventory_short(item bigint, wanted int, free int)
RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'item_id', item, 'wanted', wanted, 'free', free,
        'sku', (SELECT sku FROM inventory_item WHERE id = item),
        'is_gone', NOT EXISTS (SELECT FROM inventory_stockrecord
                               WHERE item_id = item AND on_hand > 0))
$$;

CREATE OR REPLACE FUNCTION inventory_refuse(short jsonb[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'insufficient stock'
        USING ERRCODE = 'OM409', DETAIL = array_to_json(short)::text;
END
$$;

-- Live claims of these holders: a hot piece has thousands of claims, she has a few. A plan that is made
-- while there are none holds all indexes equal and may read every claim later; it is the order that names
-- the right one, where `=` would make an order needless.
CREATE OR REPLACE FUNCTION inventory_held_for(holders text[])
RETURNS SETOF inventory_claim LANGUAGE sql STABLE AS $$
    SELECT c.* FROM unnest(holders) AS who CROSS JOIN LATERAL (
        SELECT * FROM inventory_claim
        WHERE holder BETWEEN who AND who AND released_at IS NULL AND consumed_at IS NULL
        ORDER BY holder OFFSET 0
    ) c
$$;

-- Those of them on an item, wherever the pieces lie, those of this call left out.
CREATE OR REPLACE FUNCTION inventory_own_claims(
    item bigint, place bigint, online boolean, mine text[], done bigint[]
) RETURNS SETOF inventory_claim LANGUAGE sql STABLE AS $$
    SELECT DISTINCT ON (c.id) c.* FROM inventory_held_for(mine) c
    JOIN inventory_stockrecord r ON r.id = c.record_id
    JOIN inventory_location l ON l.id = r.location_id
    WHERE c.item_id = item AND c.id <> ALL(done)
      AND coalesce(place, l.id) = l.id
      AND (l.sells_online OR l.kind = 'transit' OR NOT online)
    ORDER BY c.id
$$;

-- Under the lock, what is overdue is released first: a late sweep can understate stock, never
-- oversell it. clock_timestamp(), because now() is the time before the wait. Answers the records.
CREATE OR REPLACE FUNCTION inventory_release_overdue(ids bigint[])
RETURNS TABLE (record_id bigint, claimed int) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    at timestamptz := clock_timestamp();  -- a constant, so that the index can be asked
BEGIN
    RETURN QUERY
    WITH gone AS (
        UPDATE inventory_claim SET released_at = at, released_why = 'expired'
        WHERE item_id = ANY(ids) AND released_at IS NULL AND consumed_at IS NULL
          AND expires_at <= at
        RETURNING record_id, quantity
    ), sums AS (SELECT record_id, sum(quantity)::int AS quantity FROM gone GROUP BY record_id)
    UPDATE inventory_stockrecord r SET claimed = r.claimed - sums.quantity
    FROM sums WHERE r.id = sums.record_id
    RETURNING r.id, r.claimed;
END
$$;

-- A UUID of version 7 (RFC 9562): 48 bits of milliseconds, then chance; PostgreSQL has its own
-- from 18 on.
CREATE OR REPLACE FUNCTION inventory_uuid7() RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
        FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;
