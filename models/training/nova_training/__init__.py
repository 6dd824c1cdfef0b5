"""Trains the built-in model of StyleNova from pretrained towers.

One module a stage, in the order in which they run: `features`, `captions`,
`train`, `export`, `evaluate`. What they share: `folders` (where things lie),
`tables` (the catalogue rows), `pictures` (decoding and squeezing), `tower`
(the image tower), `heads` (what is trained).
"""
