"""Every packed picture decoded and held where training reads it.

Pictures are squeezed to `pack.SIDE` for the views that are cut from them, and to the model's own side as it sees
them; those that are measured are held at that side alone. A mask tells the garment from a white ground.
"""

import io
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from scipy import ndimage

from . import pack, pictures, tables

WHITE = 228  # the least of all channels in a studio's ground
GROUND_SHARES = (0.12, 0.93)  # of the picture, for a mask to be believed


@dataclass
class Held:
    side: int
    pictures: torch.Tensor  # (rows of the training sets, 3, SIDE, SIDE) bytes
    small: torch.Tensor  # (the same rows, 3, side, side) bytes: as the model sees them
    masks: torch.Tensor  # (rows, SIDE, SIDE) bool
    has_mask: torch.Tensor  # (rows,) bool
    present: np.ndarray  # (rows,) bool: read, where not all are
    grounds: torch.Tensor  # (n, 3, SIDE, SIDE) bytes: photos, for grounds
    measured: dict[str, np.ndarray]  # by set, the rows that are measured
    squeezed: dict[str, torch.Tensor]  # and their pictures, (n, 3, side, side) bytes

    def plain(self, rows: torch.Tensor) -> torch.Tensor:
        """(n, 3, side, side) of 0 to 1."""
        return self.small[rows].float() / 255


def mask_of(squeezed: np.ndarray) -> np.ndarray | None:
    """True on what is not the white ground that reaches the picture's edge; None where there is none to speak of."""
    white = squeezed.min(axis=2) >= WHITE
    parts, _ = ndimage.label(white)
    edge = np.unique(np.concatenate([parts[0], parts[-1], parts[:, 0], parts[:, -1]]))
    ground = np.isin(parts, edge[edge != 0])
    return ~ground if GROUND_SHARES[0] < ground.mean() < GROUND_SHARES[1] else None


_arrays: dict[str, np.ndarray] = {}


def _read(job: tuple[int, bytes]) -> None:
    place, raw = job
    picture = pictures.upright_rgb(Image.open(io.BytesIO(raw)))
    large = pictures.squeeze(picture, pack.SIDE)
    _arrays["large"][place] = large.transpose(2, 0, 1)
    _arrays["small"][place] = pictures.squeeze(picture).transpose(2, 0, 1)
    mask = mask_of(large)
    _arrays["has_mask"][place] = mask is not None
    if mask is not None:
        _arrays["masks"][place] = mask


def decoded(folder: Path, rows: dict[str, list[dict]], most: int | None, device: torch.device) -> Held:
    held = pack.opened(folder)
    offsets, jobs, measured = {}, [], {}
    count = sum(len(rows[name]) for name in tables.MEASURED)
    first = 0
    present = np.zeros(count, dtype=bool)
    for name in tables.MEASURED:
        offsets[name] = first
        chosen = np.arange(len(rows[name]))
        measured[name] = np.array([i for i in chosen if rows[name][i]["split"] == "val"], dtype=int)
        if most:
            trained = np.setdiff1d(chosen, measured[name])
            chosen = np.union1d(measured[name], np.random.default_rng(0).permutation(trained)[:most])
        jobs += [(first + int(i), held[name][i]) for i in chosen]
        present[first + chosen] = True
        first += len(rows[name])
    base = Path("/dev/shm" if os.access("/dev/shm", os.W_OK) else "/tmp")
    shapes = {
        "large": ((count, 3, pack.SIDE, pack.SIDE), np.uint8),
        "small": ((count, 3, pictures.SIDE, pictures.SIDE), np.uint8),
        "masks": ((count, pack.SIDE, pack.SIDE), np.bool_),
        "has_mask": ((count,), np.bool_),
    }
    for name, (shape, kind) in shapes.items():
        path = base / f"nova-{os.getpid()}-{name}"
        _arrays[name] = np.memmap(path, dtype=kind, mode="w+", shape=shape)
        path.unlink()  # The mapping, which the readers inherit, outlives the name.
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("fork")) as pool:
        list(pool.map(_read, jobs, chunksize=64))
    training = offsets[tables.OTHER_SHOP[0]]
    small = torch.from_numpy(_arrays["small"])
    squeezed = {name: small[offsets[name] + measured[name]] for name in tables.MEASURED if len(measured[name])}
    photos = offsets["photos"] + np.array([i for i, row in enumerate(rows["photos"]) if row["split"] == "train"])
    large = torch.from_numpy(_arrays["large"])
    found = Held(
        pictures.SIDE, large[:training].to(device), small[:training].to(device), torch.from_numpy(_arrays["masks"])[:training].to(device),
        torch.from_numpy(_arrays["has_mask"])[:training].to(device), present[:training],
        large[torch.from_numpy(photos[present[photos]])].to(device),
        {name: measured[name] for name in squeezed}, squeezed,
    )
    _arrays.clear()
    return found
