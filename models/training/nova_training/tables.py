"""The rows that are trained on and measured on: products, photos, drawn garments, street garments, and another shop.

A set is a list of rows in the order of its CSV. Every row has `id`, `image`
(file name) and `split` ("train" or "val"); the other columns are those of the file.
The drawn garments are all "train". Of the street's photos a sixth, told by the photo's number, are
"val". Of the other shop and its further views every row is "val": nothing of it is ever trained on.
The demo catalogue is in no set: only `evaluate` reads it.
"""

import csv
from pathlib import Path

from .folders import Folders
from .pictures import FolderPictures, TarPictures

SETS = ("products", "photos", "drawn", "street")
OTHER_SHOP = ("othershop", "othershop-views")
MEASURED = SETS + OTHER_SHOP


def read_csv(path: Path) -> list[dict[str, str]]:
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def rows(folders: Folders, set_name: str) -> list[dict[str, str]]:
    if set_name == "drawn":
        return [row | {"split": "train"} for row in read_csv(folders.drawn / "catalog.csv")] if folders.drawn else []
    found = read_csv(folders.data / f"{set_name}.csv")
    if set_name == "street":
        return [row | {"id": row["image"], "split": "val" if int(row["photo"]) % 6 == 0 else "train"} for row in found]
    if set_name in OTHER_SHOP:
        return [row | {"split": "val"} for row in found]
    return found


def pictures(folders: Folders, set_name: str):
    """What opens the set's pictures by the name in the column `image`."""
    if set_name == "drawn":
        return FolderPictures(folders.drawn)
    prefix = "othershop" if set_name in OTHER_SHOP else set_name
    return TarPictures(sorted(folders.data.glob(f"{prefix}-*.tar")))
