-- What a model names of a picture: how likely each kind is and each colour, in the model's order, as bytes from 0 to 255 of the
-- square root of the likelihood. It comes with the embedding and goes with the model.
CREATE TABLE named (
    picture_hash TEXT NOT NULL,
    model        INTEGER NOT NULL REFERENCES model (model) ON DELETE CASCADE,
    likelihoods  BLOB NOT NULL,
    PRIMARY KEY (picture_hash, model)
) STRICT, WITHOUT ROWID;
