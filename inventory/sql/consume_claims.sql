-- What was held leaves for good, all or none, in one call: lock, check, take out, write the ledger, let
-- search follow. The locks and their order are those of inventory/locks.py; plans are kept as those of
-- a claim are.
-- Answers the claims by their ids, each with the kind of place that it lay at. Raises OM404 when there
-- is no such claim, OM410 when one has ended.
CREATE OR REPLACE FUNCTION inventory_consume_claims(claims uuid[], by_actor text, because text)
RETURNS TABLE (claim inventory_claim, kind text) LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
    ids bigint[];
    one bigint;
    at timestamptz;
    spot record;
    weight numeric;
BEGIN
    SELECT array_agg(DISTINCT c.item_id ORDER BY c.item_id) INTO ids
    FROM inventory_claim c WHERE c.public_id = ANY(claims)
    HAVING count(*) = (SELECT count(DISTINCT asked) FROM unnest(claims) asked);
    IF ids IS NULL THEN
        RAISE EXCEPTION 'no such claim' USING ERRCODE = 'OM404';
    END IF;
    FOREACH one IN ARRAY ids LOOP
        UPDATE inventory_item SET availability_version = availability_version + 1 WHERE id = one;
    END LOOP;
    at := clock_timestamp();
    IF EXISTS (SELECT FROM inventory_claim c
               WHERE c.item_id = ANY(ids) AND c.released_at IS NULL
                 AND c.consumed_at IS NULL AND c.expires_at <= at) THEN
        PERFORM inventory_release_overdue(ids);
    END IF;
    FOR claim IN SELECT * FROM inventory_claim c WHERE c.public_id = ANY(claims) ORDER BY c.id LOOP
        IF claim.released_at IS NOT NULL OR claim.consumed_at IS NOT NULL THEN
            RAISE EXCEPTION 'this claim is over' USING ERRCODE = 'OM410';
        END IF;
        UPDATE inventory_claim c SET consumed_at = at WHERE c.id = claim.id RETURNING * INTO claim;
        SELECT r.location_id, r.on_hand, r.carats, l.kind INTO spot
        FROM inventory_stockrecord r JOIN inventory_location l ON l.id = r.location_id
        WHERE r.id = claim.record_id;
        weight := inventory_share(spot.carats, claim.quantity, spot.on_hand);
        UPDATE inventory_stockrecord r SET on_hand = r.on_hand - claim.quantity,
            claimed = r.claimed - claim.quantity, carats = r.carats - weight
        WHERE r.id = claim.record_id;
        INSERT INTO inventory_stockmovement
            (at, record_id, item_id, location_id, delta, carats, reason, actor, cause)
        VALUES (at, claim.record_id, claim.item_id, spot.location_id, -claim.quantity, -weight,
            'sold', by_actor, because);
        kind := spot.kind;
        RETURN NEXT;
    END LOOP;
    PERFORM inventory_refresh_listings(ids);
END
$$;

-- The weight in ct of so many pieces of a parcel, as `share` of inventory/ledger.py has it: by the
-- average, a half to the even hundredth, all of it with the last piece.
CREATE OR REPLACE FUNCTION inventory_share(carats numeric, pieces int, on_hand int)
RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN pieces = on_hand THEN carats ELSE (
        whole + CASE WHEN 2 * rest > on_hand OR 2 * rest = on_hand AND whole % 2 = 1
                     THEN 1 ELSE 0 END) / 100 END
    FROM (SELECT div(100 * carats * pieces, on_hand) AS whole,
                 mod(100 * carats * pieces, on_hand) AS rest) parts
$$;
