-- A client. `quiz` holds the answers to the quiz and `settings` the client's choices, both as JSON.
CREATE TABLE profile (
    profile  INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE COLLATE NOCASE,
    created  INTEGER NOT NULL,
    quiz     TEXT NOT NULL DEFAULT '{}',
    settings TEXT NOT NULL DEFAULT '{}'
) STRICT;

-- Every card that was shown: by which strategy and with what probability, at its place in the deck.
CREATE TABLE card (
    card       INTEGER PRIMARY KEY,
    profile    INTEGER NOT NULL REFERENCES profile (profile) ON DELETE CASCADE,
    product    TEXT NOT NULL,
    strategy   TEXT NOT NULL,
    propensity REAL NOT NULL,
    score      REAL NOT NULL,
    explored   INTEGER NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
CREATE INDEX card_by_profile ON card (profile, product);

-- The log of swipes, from which a taste is made by replay in the order of `swipe`. `undone` is NULL while a swipe
-- counts; a swipe that was taken back has its place in the order of undoing, so that it can be redone, and goes for
-- good when another one is made. `field` and `value` name the attribute of which less is wanted.
CREATE TABLE swipe (
    swipe   INTEGER PRIMARY KEY,
    profile INTEGER NOT NULL REFERENCES profile (profile) ON DELETE CASCADE,
    id      TEXT NOT NULL,
    product TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('like', 'pass', 'super', 'less')),
    field   TEXT,
    value   TEXT,
    card    INTEGER REFERENCES card (card) ON DELETE SET NULL,
    at      INTEGER NOT NULL,
    undone  INTEGER,
    UNIQUE (profile, id)
) STRICT;

-- What the client said of an attribute's weight: where it begins, or, pinned, where it stays.
CREATE TABLE weight (
    profile INTEGER NOT NULL REFERENCES profile (profile) ON DELETE CASCADE,
    field   TEXT NOT NULL,
    value   TEXT NOT NULL COLLATE NOCASE,
    weight  REAL NOT NULL,
    pinned  INTEGER NOT NULL,
    PRIMARY KEY (profile, field, value)
) STRICT;

-- Boards of products, in order, with notes. The one called '' is the client's favourites.
CREATE TABLE board (
    board   INTEGER PRIMARY KEY,
    profile INTEGER NOT NULL REFERENCES profile (profile) ON DELETE CASCADE,
    name    TEXT NOT NULL COLLATE NOCASE,
    UNIQUE (profile, name)
) STRICT;
CREATE TABLE board_item (
    board    INTEGER NOT NULL REFERENCES board (board) ON DELETE CASCADE,
    product  TEXT NOT NULL,
    position INTEGER NOT NULL,
    note     TEXT NOT NULL DEFAULT '',
    at       INTEGER NOT NULL,
    PRIMARY KEY (board, product)
) STRICT;
