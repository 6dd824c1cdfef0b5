-- Boards that are looks, worn together. What a piece on a board was like when the catalogue last had it, so that it keeps its
-- name and picture when it goes: `thumb` is the key of its thumbnail, `kind` the shop's own type.
ALTER TABLE board ADD COLUMN look INTEGER NOT NULL DEFAULT 0;
ALTER TABLE board_item ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE board_item ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE board_item ADD COLUMN price REAL;
ALTER TABLE board_item ADD COLUMN currency TEXT NOT NULL DEFAULT '';
ALTER TABLE board_item ADD COLUMN thumb TEXT;

-- What the shop's own hand chose of products: not to show one, to show it first, and what is true of it where its picture was
-- read wrongly, as a JSON object of field and values. It outlasts an import.
CREATE TABLE piece (
    product TEXT PRIMARY KEY NOT NULL,
    hidden  INTEGER NOT NULL DEFAULT 0,
    first   INTEGER NOT NULL DEFAULT 0,
    facts   TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
