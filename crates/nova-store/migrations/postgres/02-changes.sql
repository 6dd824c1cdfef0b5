-- Which clients a process changed of late, so that the others can tell their pages: each client once a transaction. What is
-- older than a few minutes is forgotten by whoever reads it.
CREATE TABLE client_change (
    xact    XID8 NOT NULL,
    profile BIGINT NOT NULL,
    process TEXT COLLATE "C",
    at      TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (xact, profile)
);

CREATE OR REPLACE FUNCTION count_these(clients BIGINT[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(clients) = 0 THEN
        RETURN;
    END IF;
    PERFORM count_clients_once();
    WITH counted AS (
        INSERT INTO client_revision AS known (profile, revision, xact)
        SELECT client, 1, pg_current_xact_id() FROM unnest(clients) AS client
        ON CONFLICT (profile) DO UPDATE SET revision = known.revision + 1, xact = excluded.xact
        WHERE known.xact IS DISTINCT FROM excluded.xact
        RETURNING profile
    )
    INSERT INTO client_change (xact, profile, process)
    SELECT pg_current_xact_id(), profile, current_setting('stylenova.process', true) FROM counted
    ON CONFLICT DO NOTHING;
END
$$;
