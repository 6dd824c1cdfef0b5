-- A product of the catalogue. `document` is the product as JSON, `position` its place in the source,
-- `fingerprint` a hash of the row by which a re-import tells changed from unchanged.
-- `picture_path` is where its picture was found, `picture_hash` the hash of that file's bytes; both are NULL
-- until the picture has been read.
CREATE TABLE product (
    id           TEXT PRIMARY KEY NOT NULL,
    position     INTEGER NOT NULL,
    fingerprint  TEXT NOT NULL,
    document     TEXT NOT NULL,
    picture_path TEXT,
    picture_hash TEXT
) STRICT;
CREATE INDEX product_by_position ON product (position);

-- What a picture file held when it was last read, so that an unchanged file is not read again.
CREATE TABLE picture_file (
    path        TEXT PRIMARY KEY NOT NULL,
    size        INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    hash        TEXT NOT NULL
) STRICT;

-- The identity of a model that made embeddings.
CREATE TABLE model (
    model         INTEGER PRIMARY KEY,
    name          TEXT NOT NULL,
    hash          TEXT NOT NULL,
    dim           INTEGER NOT NULL,
    preprocessing INTEGER NOT NULL,
    UNIQUE (name, hash, dim, preprocessing)
) STRICT;

-- The unit vector of a picture's content by a model: `dim` little-endian 32-bit floats.
CREATE TABLE embedding (
    picture_hash TEXT NOT NULL,
    model        INTEGER NOT NULL REFERENCES model (model) ON DELETE CASCADE,
    vector       BLOB NOT NULL,
    UNIQUE (picture_hash, model)
) STRICT;

-- What the last import left out, and why.
CREATE TABLE quarantine (
    line    INTEGER,
    product TEXT,
    file    TEXT,
    reason  TEXT NOT NULL
) STRICT;

CREATE TABLE meta (
    key   TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE product_text USING fts5 (
    id UNINDEXED, title, brand, words,
    tokenize = 'unicode61 remove_diacritics 2'
);
