-- A claim under a client key in one call, which may be a transaction of its own: the key first, then what
-- inventory_claim_stock does, then what is answered under that key for ever. The piece is locked for no
-- longer than the call and its commit.
-- Answers one row: whether this call claimed, the digest and the answer that stand under the key, and the
-- public ids of what was claimed. A claim is told as people may read it: moments in UTC, to the microsecond.
CREATE OR REPLACE FUNCTION inventory_claim_once(
    of_scope text, under_key uuid, digest text,
    line_items bigint[], line_pieces int[], line_places bigint[], line_online boolean[],
    selling text[], for_purpose text, for_holder text, also text[], until timestamptz,
    because text, by_actor text
) RETURNS TABLE (fresh boolean, stands text, answer jsonb, public_ids jsonb) LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
    taken bigint;
    claim inventory_claim;
    told jsonb := '[]';
    moment CONSTANT text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
BEGIN
    INSERT INTO lib_clientkey (scope, key, body_hash, result, created_at)
    VALUES (of_scope, under_key, digest, '{}', clock_timestamp())
    ON CONFLICT (scope, key) DO NOTHING RETURNING id INTO taken;
    fresh := FOUND;
    IF NOT fresh THEN
        SELECT k.body_hash, k.result INTO stands, answer FROM lib_clientkey k
        WHERE k.scope = of_scope AND k.key = under_key;
        RETURN NEXT;
        RETURN;
    END IF;
    public_ids := '{}';
    FOR claim IN SELECT * FROM inventory_claim_stock(
        line_items, line_pieces, line_places, line_online, selling, for_purpose, for_holder, also, until,
        because, by_actor
    ) LOOP
        SELECT told || jsonb_build_object(
                   'id', claim.public_id, 'sku', i.sku, 'quantity', claim.quantity, 'location', l.code,
                   'purpose', claim.purpose, 'holder', claim.holder,
                   'created_at', to_char(claim.created_at AT TIME ZONE 'UTC', moment),
                   'expires_at', to_char(claim.expires_at AT TIME ZONE 'UTC', moment)),
               public_ids || jsonb_build_object(i.id, i.public_id)
        INTO told, public_ids
        FROM inventory_item i, inventory_stockrecord r JOIN inventory_location l ON l.id = r.location_id
        WHERE i.id = claim.item_id AND r.id = claim.record_id;
    END LOOP;
    answer := jsonb_build_object('claims', told);
    stands := digest;
    UPDATE lib_clientkey SET result = answer WHERE id = taken;
    RETURN NEXT;
END
$$;
