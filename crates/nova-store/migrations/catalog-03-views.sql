-- Further pictures of a product, in the order in which its catalogue names them.
CREATE TABLE view (
    product  TEXT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    path     TEXT NOT NULL,
    hash     TEXT NOT NULL,
    UNIQUE (product, position)
) STRICT;

-- Pictures that were downloaded: the address that a catalogue names, and where in the library its picture is.
CREATE TABLE web_picture (
    address TEXT PRIMARY KEY NOT NULL,
    path    TEXT NOT NULL
) STRICT;
