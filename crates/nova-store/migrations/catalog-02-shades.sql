-- The shades of the garment in a picture, the largest first: of each its lightness, a and b in OKLab and its share, as
-- little-endian 32-bit floats. `version` is that of the way in which they were found.
CREATE TABLE shade (
    picture_hash TEXT PRIMARY KEY NOT NULL,
    version      INTEGER NOT NULL,
    shades       BLOB NOT NULL
) STRICT;
