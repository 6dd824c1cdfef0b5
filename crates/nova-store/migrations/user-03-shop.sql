-- The shop's own looks: which products it shows together, whether they are in the catalogue or not.
CREATE TABLE look (
    look    TEXT NOT NULL,
    product TEXT NOT NULL,
    PRIMARY KEY (look, product)
) STRICT, WITHOUT ROWID;

-- What was learnt from the shop's own data. `basis` tells what it was learnt on; it can be made again.
CREATE TABLE learnt (
    name  TEXT PRIMARY KEY NOT NULL,
    basis TEXT NOT NULL,
    value BLOB NOT NULL
) STRICT;

-- What clients bought; `line` is a hash by which the same line of an order counts once. A return has a negative quantity.
CREATE TABLE purchase (
    line     TEXT PRIMARY KEY NOT NULL,
    profile  INTEGER NOT NULL REFERENCES profile (profile) ON DELETE CASCADE,
    product  TEXT NOT NULL,
    at       INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    price    REAL,
    size     TEXT NOT NULL
) STRICT;
CREATE INDEX purchase_by_profile ON purchase (profile, at);

-- What people bought who are no clients: each a number that stands for nobody, with products and the month since 1970.
-- Names, addresses and days are not kept. `counted` holds hashes of the lines that are in it.
CREATE TABLE counted (
    line TEXT PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE basket (
    basket   INTEGER NOT NULL,
    product  TEXT NOT NULL,
    month    INTEGER NOT NULL,
    quantity INTEGER NOT NULL
) STRICT;
CREATE INDEX basket_by_number ON basket (basket);
