"""Stage 5: how the colours of a picture are told to other pictures and not to words.

Sentences reach 384 of the embedding's 512 dimensions, since their projection is linear. The others are free: what stands there changes
no cosine between words and pictures but by one factor for all. A linear map of the histogram of a picture's colours is written there, so that
another view of a piece finds it among the same piece in other colours.

The map is linear discriminant analysis with each picture as a class (Fisher 1936; views of one picture should fall together and
pictures apart), whitened within. It is fitted on views as training draws them; how much it counts is told by `SHARE`.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from . import decoded, finish, folders, pack, pictures, tables, views
from .network import Network

ROWS, STREET, PHOTOS = 3000, 375, 375  # pictures of each set that the map is fitted on
AXES, SHRINK = 300, 0.02
SHARE = 0.35  # the length of the colours' part beside the rest's, which is 1: image→image on val stays above 0.80


def free(projection: torch.Tensor) -> torch.Tensor:
    """An orthonormal basis (embed_dim, embed_dim - hidden) of what a linear `projection` (embed_dim, hidden) cannot reach."""
    basis, _ = torch.linalg.qr(projection.double(), mode="complete")
    return basis[:, projection.shape[1] :].float()


def discriminants(seen: list[torch.Tensor], axes: int, shrink: float, kept: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Of the same rows in several views, each (n, d): where to centre, (d,), and what to multiply by, (d, kept)."""
    every = torch.cat(seen).double()
    centre = every.mean(0)
    _, _, rotation = torch.linalg.svd(every - centre, full_matrices=False)
    rotation = rotation[:axes].T
    turned = [(view.double() - centre) @ rotation for view in seen]
    mean = sum(turned) / len(turned)
    within = sum((view - mean).T @ (view - mean) for view in turned) / ((len(turned) - 1) * len(mean))
    within += shrink * within.trace() / len(within) * torch.eye(len(within), dtype=within.dtype)
    between = (mean - mean.mean(0)).T @ (mean - mean.mean(0)) / len(mean)
    values, vectors = torch.linalg.eigh(within)
    whiten = vectors @ torch.diag(values**-0.5) @ vectors.T
    values, vectors = torch.linalg.eigh(whiten @ between @ whiten)
    vectors, values = vectors.flip(1)[:, :kept], values.flip(0)[:kept].clamp_min(1e-9)
    return centre.float(), (rotation @ whiten @ vectors @ torch.diag(values**-0.5)).float()


def seen_pictures(where: folders.Folders, network: Network, seed: int) -> list[torch.Tensor]:
    """Histograms (n, d) of pictures as they are and of two views of each."""
    rng = np.random.default_rng(seed)
    rows = {name: [row for row in tables.rows(where, name) if row["split"] == "train"] for name in ("products", "street", "photos")}
    sources = {name: tables.pictures(where, name) for name in rows}
    chosen = [(name, rows[name][i]) for name, count in zip(rows, (ROWS, STREET, PHOTOS)) for i in rng.permutation(len(rows[name]))[:count]]

    def squeezed(name: str, row: dict) -> np.ndarray:
        return pictures.squeeze(pictures.upright_rgb(sources[name].open(row["image"])), pack.SIDE)

    def tensor(found: list[np.ndarray]) -> torch.Tensor:
        return torch.from_numpy(np.stack(found)).permute(0, 3, 1, 2)

    grounds = tensor([squeezed("photos", row) for row in rows["photos"][:64]])
    generator, ways, found = torch.Generator().manual_seed(seed), views.Ways(side=pictures.SIDE), [[], [], []]
    for start in range(0, len(chosen), 64):
        large = [squeezed(*one) for one in chosen[start : start + 64]]
        masks = [decoded.mask_of(one) for one in large]
        has_mask = torch.tensor([mask is not None for mask in masks])
        masks = torch.from_numpy(np.stack([np.zeros((pack.SIDE, pack.SIDE), bool) if mask is None else mask for mask in masks]))
        large = tensor(large)
        small = torch.nn.functional.interpolate(large.float() / 255, size=(pictures.SIDE, pictures.SIDE), mode="area")
        ways_of_it = [small] + [views.view(large, masks, has_mask, grounds, ways, generator) for _ in range(2)]
        for part, view in zip(found, ways_of_it):
            part.append(torch.cat(network.histogram(view), dim=1))
    return [torch.cat(part) for part in found]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    folders.add_flags(parser)
    parser.add_argument("--model", type=Path, default=folders.REPOSITORY / "models" / "nova-mini", help="the folder that is given the map")
    parser.add_argument("--share", type=float, default=SHARE)
    parser.add_argument("--seed", type=int, default=5)
    arguments = parser.parse_args()
    path = arguments.model / "model.safetensors"
    tensors, config = load_file(path), json.loads((arguments.model / "config.json").read_text())
    basis = free(tensors["text_projection.weight"].float())
    centre, map_ = discriminants(seen_pictures(folders.from_flags(arguments), Network(arguments.model), arguments.seed), AXES, SHRINK, basis.shape[1])
    weight = basis @ map_.T
    # Only the direction of what it gives counts, so it may have any scale that float16 holds well.
    weight = weight / weight.abs().max()
    tensors["image_projection.colours.weight"] = weight.half()
    tensors["image_projection.colours.bias"] = (-weight.half().float() @ centre).half()
    config["image"]["colours"] = {"share": arguments.share}
    folders.write_then_rename(path, lambda beside: save_file({name: value.contiguous() for name, value in tensors.items()}, beside, {"format": "pt"}))
    folders.write_then_rename(arguments.model / "config.json", lambda beside: beside.write_text(finish.config_text(config)))
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
