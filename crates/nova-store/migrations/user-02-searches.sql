-- Searches on which a client stayed. `request` is the search as JSON, `name` what it was saved as, NULL when it was not.
-- `times` counts how often it was made, `at` is the last time; `total` and `strong` are how many products answered
-- then, and how many well; `hits` holds the ids of the first page as JSON.
CREATE TABLE search (
    search  INTEGER PRIMARY KEY,
    profile INTEGER NOT NULL REFERENCES profile (profile) ON DELETE CASCADE,
    request TEXT NOT NULL,
    name    TEXT,
    at      INTEGER NOT NULL,
    times   INTEGER NOT NULL,
    total   INTEGER NOT NULL,
    strong  INTEGER NOT NULL,
    hits    TEXT NOT NULL,
    UNIQUE (profile, request)
) STRICT;
CREATE INDEX search_by_time ON search (profile, at);

-- What the window keeps from one start to the next.
CREATE TABLE setting (
    key   TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;
