-- What a shop writes down about a client beside the taste: contact, occasions, sizes, notes, appointments and so on. `value`
-- is the entry as JSON, `kind` its kind, `at` when it was written, in milliseconds since 1970.
CREATE TABLE entry (
    entry   INTEGER PRIMARY KEY,
    profile INTEGER NOT NULL REFERENCES profile (profile) ON DELETE CASCADE,
    kind    TEXT NOT NULL,
    value   TEXT NOT NULL,
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_by_profile ON entry (profile, kind);
