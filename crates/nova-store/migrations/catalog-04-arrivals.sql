-- When each product came into the catalogue, in milliseconds since 1970; 0 for what was there from the start.
CREATE TABLE arrival (
    product TEXT PRIMARY KEY NOT NULL,
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO arrival (product, at) SELECT id, 0 FROM product;
