-- Work that waits for whoever does it next. `state` is waiting, claimed, done or failed; `tries` counts how often it was
-- begun, `worker` and `claimed_at` (milliseconds since 1970) tell by whom and when last.
CREATE TABLE job (
    job        INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,
    payload    TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'claimed', 'done', 'failed')),
    tries      INTEGER NOT NULL DEFAULT 0,
    claimed_at INTEGER,
    worker     TEXT
) STRICT;
CREATE INDEX job_waiting ON job (kind, job) WHERE state = 'waiting';
