"""Stage 1: the image tower's features, and the maps at its boundary, of every picture and view.

Writes WORK/features/SET-VIEW/NNNNN.npy (float16, 1,024 rows each in the order of the
set's CSV) and NNNNN-maps.npy (the map behind `tower.BOUNDARY`, float16, the same rows).
A shard that exists is not made again, so a killed run goes on. Val rows are computed
in the plain view only; in the others they are zero. The view "pasted" exists for a
part of the clothes and shoes among the products. The tower is the pretrained one, or with
`--tower` the one that runs ended with; training must then be told of the same runs.
"""

import argparse
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import openvino
import torch

from . import folders, pictures, soup, tables, tower, upper

SHARD = 1024
BATCH = 32
# People's photos have a garment somewhere in them; a product fills its picture.
LEAST_AREA = {"products": 0.7, "photos": 0.4, "drawn": 0.7}
PASTED_GROUPS = ("Apparel", "Footwear")
PASTED_ONE_IN = 8


def has_view(set_name: str, row: dict[str, str], view: str) -> bool:
    """Whether this row is computed in this view."""
    if view == "plain":
        return True
    if row["split"] != "train":
        return False
    if view == "pasted":
        return (
            set_name == "products"
            and row["master_category"] in PASTED_GROUPS
            and zlib.crc32(row["id"].encode()) % PASTED_ONE_IN == 0
        )
    return True


def compiled_tower(threads: int, trained: dict[str, torch.Tensor] | None):
    """The tower in OpenVINO at float32: several times as fast as PyTorch's convolutions."""
    network = tower.pretrained_tower()
    upper.put_end(network, trained)
    example = torch.zeros(2, pictures.SIDE, pictures.SIDE, 3)
    with torch.no_grad():
        model = openvino.convert_model(network, example_input=example)
    model.reshape([-1, pictures.SIDE, pictures.SIDE, 3])
    compiled = openvino.compile_model(
        model,
        "CPU",
        # Not pinned, or several processes would share one core.
        {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": threads, "ENABLE_CPU_PINNING": False},
    )

    def embed(batch: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        found = compiled(batch)
        return found[0], found[1]

    return embed


def make_shard(rows, wanted, load, embed, pool) -> tuple[np.ndarray, np.ndarray]:
    """Features and maps of a shard, zero where a row is not among `wanted`."""
    features = maps = None
    for start in range(0, len(wanted), BATCH):
        part = wanted[start : start + BATCH]
        batch = np.stack(list(pool.map(load, [rows[index] for index in part]))).astype(np.float32)
        made, found = embed(batch)
        if features is None:
            features = np.zeros((len(rows), made.shape[1]), dtype=np.float16)
            maps = np.zeros((len(rows), *found.shape[1:]), dtype=np.float16)
        features[part], maps[part] = made, found
    return features, maps


def make(where: folders.Folders, set_name: str, view: str, seed: int, threads: int, embed) -> None:
    rows = tables.rows(where, set_name)
    if not any(has_view(set_name, row, view) for row in rows):
        return
    folder = where.features(set_name, view)
    opener = tables.pictures(where, set_name)
    photos, grounds = None, []
    if view == "pasted":
        photos = tables.pictures(where, "photos")
        grounds = [row["image"] for row in tables.rows(where, "photos") if row["split"] == "train"]

    def load(row: dict[str, str]) -> np.ndarray:
        rng = pictures.random_for(seed, row["id"], view)
        ground = photos.open(grounds[rng.integers(len(grounds))]) if grounds else None
        with opener.open(row["image"]) as picture:
            return pictures.view_of(picture, view, rng, LEAST_AREA[set_name], ground)

    begun, done = time.monotonic(), 0
    with ThreadPoolExecutor(threads) as pool:
        for start in range(0, len(rows), SHARD):
            path = folder / f"{start // SHARD:05}.npy"
            if path.exists():
                continue
            part = rows[start : start + SHARD]
            wanted = [i for i, row in enumerate(part) if has_view(set_name, row, view)]
            if not wanted:
                raise ValueError(f"no row of {path} has the view {view}")
            features, maps = make_shard(part, wanted, load, embed, pool)
            # The features last: where they are, the maps are whole.
            folders.write_then_rename(maps_of(path), lambda beside: np.save(beside, maps))
            folders.write_then_rename(path, lambda beside: np.save(beside, features))
            done += len(wanted)
            rate = done / (time.monotonic() - begun)
            print(f"{set_name} {view}: {start + len(part)} of {len(rows)}, {rate:.0f}/s", flush=True)


def maps_of(path: Path) -> Path:
    return path.with_name(f"{path.stem}-maps.npy")


def load(
    where: folders.Folders, set_name: str, view: str, with_maps: bool = False
) -> tuple[np.ndarray, np.ndarray | None, np.ndarray]:
    """Of a set and view: features, float16 (rows, feature_count); maps (rows, h, w, channels) or None;
    and which rows have any (rows,).

    The plain view must be complete. Of the others, what is there is used.
    """
    rows = tables.rows(where, set_name)
    folder = where.features(set_name, view)
    shards = {int(path.stem): path for path in Path(folder).glob("[0-9]*.npy") if path.stem.isdigit()}
    starts = range(0, len(rows), SHARD)
    if view == "plain" and len(shards) != len(starts):
        raise ValueError(f"{folder} holds {len(shards)} of {len(starts)} shards: run the features stage again")
    found = maps = None
    present = np.zeros(len(rows), dtype=bool)
    for number, path in sorted(shards.items()):
        shard = np.load(path)
        part = slice(number * SHARD, number * SHARD + len(shard))
        if found is None:
            found = np.zeros((len(rows), shard.shape[1]), dtype=np.float16)
        found[part] = shard
        if with_maps:
            shard = np.load(maps_of(path))
            if maps is None:
                maps = np.zeros((len(rows), *shard.shape[1:]), dtype=np.float16)
            maps[part] = shard
        present[part] = [has_view(set_name, row, view) for row in rows[part]]
    if found is None:
        found = np.zeros((len(rows), 0), dtype=np.float16)
    return found, maps, present


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    folders.add_flags(parser)
    parser.add_argument("--sets", nargs="+", default=list(tables.SETS), choices=tables.SETS)
    parser.add_argument("--views", nargs="+", default=list(pictures.VIEWS), choices=pictures.VIEWS)
    parser.add_argument("--tower", nargs="+", help="runs of one origin whose mean picture tower is used")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    where = folders.from_flags(arguments)
    runs = [where.work / "runs" / name for name in arguments.tower or ()]
    embed = compiled_tower(arguments.threads, soup.mean(runs)["upper"] if runs else None)
    for view in arguments.views:
        for set_name in arguments.sets:
            make(where, set_name, view, arguments.seed, arguments.threads, embed)


if __name__ == "__main__":
    main()
