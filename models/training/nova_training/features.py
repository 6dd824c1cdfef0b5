"""Stage 1: the frozen image tower's features of every picture and view.

Writes WORK/features/SET-VIEW/NNNNN.npy, float16, 1,024 rows each in the order of
the set's CSV. A shard that exists is not made again, so a killed run goes on.
Val rows are computed in the plain view only; in the others they are zero.
"""

import argparse
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import openvino
import torch

from . import folders, pictures, tables, tower

SHARD = 1024
BATCH = 32
# People's photos have a garment somewhere in them; a product fills its picture.
LEAST_AREA = {"products": 0.75, "photos": 0.5, "drawn": 0.7}


def compiled_tower(threads: int):
    """The tower in OpenVINO at float32: several times as fast as PyTorch's convolutions."""
    network = tower.pretrained_tower()
    example = torch.zeros(2, pictures.SIDE, pictures.SIDE, 3)
    with torch.no_grad():
        model = openvino.convert_model(network, example_input=example)
    model.reshape([-1, pictures.SIDE, pictures.SIDE, 3])
    compiled = openvino.compile_model(
        model,
        "CPU",
        {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": threads},
    )
    return lambda batch: compiled(batch)[0]


def make_shard(rows, opener, view, seed, least_area, embed, pool) -> np.ndarray:
    wanted = [i for i, row in enumerate(rows) if view == "plain" or row["split"] == "train"]
    result = None

    def load(index: int) -> np.ndarray:
        row = rows[index]
        rng = pictures.random_for(seed, row["id"], view)
        with opener.open(row["image"]) as picture:
            return pictures.view_of(picture, view, rng, least_area)

    for start in range(0, len(wanted), BATCH):
        part = wanted[start : start + BATCH]
        batch = np.stack(list(pool.map(load, part))).astype(np.float32)
        made = embed(batch)
        if result is None:
            result = np.zeros((len(rows), made.shape[1]), dtype=np.float16)
        result[part] = made
    if result is None:
        raise ValueError(f"no row to compute in a shard of {len(rows)} rows for the view {view}")
    return result


def make(where: folders.Folders, set_name: str, view: str, seed: int, threads: int, embed) -> None:
    rows = tables.rows(where, set_name)
    if not rows:
        return
    folder = where.features(set_name, view)
    opener = tables.pictures(where, set_name)
    begun, made = time.monotonic(), 0
    with ThreadPoolExecutor(threads) as pool:
        for start in range(0, len(rows), SHARD):
            path = folder / f"{start // SHARD:05}.npy"
            if path.exists():
                continue
            part = rows[start : start + SHARD]
            shard = make_shard(part, opener, view, seed, LEAST_AREA[set_name], embed, pool)
            folders.write_then_rename(path, lambda beside: np.save(beside, shard))
            made += len(part)
            rate = made / (time.monotonic() - begun)
            print(f"{set_name} {view}: {start + len(part)} of {len(rows)}, {rate:.0f}/s", flush=True)


def load(where: folders.Folders, set_name: str, view: str) -> tuple[np.ndarray, np.ndarray]:
    """Features of a set and view, float16 (rows, feature_count), and which rows have any (rows,).

    The plain view must be complete. Of the others, what is there is used.
    """
    rows = tables.rows(where, set_name)
    folder = where.features(set_name, view)
    shards = {int(path.stem): path for path in Path(folder).glob("[0-9]*.npy")}
    starts = range(0, len(rows), SHARD)
    if view == "plain" and len(shards) != len(starts):
        raise ValueError(f"{folder} holds {len(shards)} of {len(starts)} shards: run the features stage again")
    found, present = None, np.zeros(len(rows), dtype=bool)
    for number, path in sorted(shards.items()):
        shard = np.load(path)
        if found is None:
            found = np.zeros((len(rows), shard.shape[1]), dtype=np.float16)
        part = slice(number * SHARD, number * SHARD + len(shard))
        found[part] = shard
        present[part] = [view == "plain" or row["split"] == "train" for row in rows[part]]
    if found is None:
        found = np.zeros((len(rows), 0), dtype=np.float16)
    return found, present


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    folders.add_flags(parser)
    parser.add_argument("--sets", nargs="+", default=list(tables.SETS), choices=tables.SETS)
    parser.add_argument("--views", nargs="+", default=list(pictures.VIEWS), choices=pictures.VIEWS)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    where = folders.from_flags(arguments)
    embed = compiled_tower(arguments.threads)
    for view in arguments.views:
        for set_name in arguments.sets:
            make(where, set_name, view, arguments.seed, arguments.threads, embed)


if __name__ == "__main__":
    main()
