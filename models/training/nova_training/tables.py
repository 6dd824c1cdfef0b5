"""The rows that are trained on and measured on: products, photos and drawn garments.

A set is a list of rows in the order of its CSV. Every row has `id`, `image`
(file name) and `split` ("train" or "val"); the other columns are those of the file.
The drawn garments are all "train". The demo catalogue is no training set: only
`evaluate` reads it.
"""

import csv
from pathlib import Path

from .folders import Folders
from .pictures import FolderPictures, TarPictures

SETS = ("products", "photos", "drawn")


def read_csv(path: Path) -> list[dict[str, str]]:
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def rows(folders: Folders, set_name: str) -> list[dict[str, str]]:
    if set_name != "drawn":
        return read_csv(folders.data / f"{set_name}.csv")
    if folders.drawn is None:
        return []
    drawn = read_csv(folders.drawn / "catalog.csv")
    for row in drawn:
        row["split"] = "train"
    return drawn


def pictures(folders: Folders, set_name: str):
    """What opens the set's pictures by the name in the column `image`."""
    if set_name == "drawn":
        return FolderPictures(folders.drawn)
    return TarPictures(sorted(folders.data.glob(f"{set_name}-*.tar")))
