-- What a server keeps from one start to the next. `revision` grows with each change, by which two that change it at once are
-- told apart.
CREATE TABLE server_state (
    key      TEXT PRIMARY KEY NOT NULL,
    value    TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
