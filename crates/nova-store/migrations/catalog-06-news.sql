-- What imports changed for the better of products that were there: `kind` is back, sizes or cheaper, `change` says it as
-- JSON, and `at` is when, in milliseconds since 1970. The newest of a kind counts.
CREATE TABLE news (
    product TEXT NOT NULL,
    kind    TEXT NOT NULL,
    change  TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (product, kind)
) STRICT, WITHOUT ROWID;
