-- Lookbooks that were written for a client: what was in them, so that the answers that come back find their client, board and
-- pieces. `pieces` is the products' ids as JSON, in order; the times are milliseconds since 1970.
CREATE TABLE lookbook (
    id       TEXT PRIMARY KEY,
    profile  INTEGER NOT NULL REFERENCES profile (profile) ON DELETE CASCADE,
    board    TEXT NOT NULL,
    pieces   TEXT NOT NULL,
    made     INTEGER NOT NULL,
    answered INTEGER
) STRICT;
CREATE INDEX lookbook_by_profile ON lookbook (profile);
