"""The last stage before figures: what pictures tell each other and not words.

Sentences reach 384 of the embedding's 512 dimensions, since their projection is linear. The others are free: what stands there changes
no cosine between words and pictures but by one factor for all. Two linear maps write there:

- of the histogram of a picture's colours, so that another view of a piece finds it among the same piece in other colours. It is a linear
  discriminant analysis with each picture as a class (Fisher 1936; views of one picture should fall together and pictures apart),
  whitened within, fitted on views as training draws them;
- of how likely each kind is, tempered, so that the colours do not bring other kinds. It is the principal axes of these likelihoods.

What the projection itself has written there is dropped, so that these parts are across all else. How much each counts is told by `COLOURS_SHARE` and `KINDS_SHARE`.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from . import decoded, finish, folders, pack, pictures, tables, views
from .network import Network, tempered

ROWS, STREET, PHOTOS = 9000, 1100, 1100  # pictures of each set that the colours' map is fitted on
NAMED = 3000  # of them, for the kinds'
AXES, SHRINK = 500, 0.1
KINDS = 32  # dimensions of what is free that the kinds have; the colours have the rest
TEMPERATURE = 2.5  # so that what a picture is next taken for counts too: another view is seldom taken for the same
# Lengths beside the rest's, which is 1; image→image on val stays above 0.80.
COLOURS_SHARE, KINDS_SHARE = 0.5, 0.6


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


def principal(rows: torch.Tensor, kept: int) -> torch.Tensor:
    """The axes (d, kept) along which `rows` (n, d) are longest."""
    return torch.linalg.svd(rows.double(), full_matrices=False)[2][:kept].T.float()


def seen_pictures(where: folders.Folders, network: Network, temperature: float, seed: int) -> tuple[list[torch.Tensor], torch.Tensor]:
    """Histograms (n, d) of pictures as they are and of two views of each, and how likely each kind is of `NAMED` of the views, tempered."""
    rng = np.random.default_rng(seed)
    rows = {name: [row for row in tables.rows(where, name) if row["split"] == "train"] for name in ("products", "street", "photos")}
    sources = {name: tables.pictures(where, name) for name in rows}
    chosen = [(name, rows[name][i]) for name, count in zip(rows, (ROWS, STREET, PHOTOS)) for i in rng.permutation(len(rows[name]))[:count]]
    chosen = [chosen[i] for i in rng.permutation(len(chosen))]

    def squeezed(name: str, row: dict) -> np.ndarray:
        return pictures.squeeze(pictures.upright_rgb(sources[name].open(row["image"])), pack.SIDE)

    def tensor(found: list[np.ndarray]) -> torch.Tensor:
        return torch.from_numpy(np.stack(found)).permute(0, 3, 1, 2)

    grounds = tensor([squeezed("photos", row) for row in rows["photos"][:64]])
    generator, ways, found, kinds = torch.Generator().manual_seed(seed), views.Ways(side=pictures.SIDE), [[], [], []], []
    for start in range(0, len(chosen), 32):
        large = [squeezed(*one) for one in chosen[start : start + 32]]
        masks = [decoded.mask_of(one) for one in large]
        has_mask = torch.tensor([mask is not None for mask in masks])
        masks = torch.from_numpy(np.stack([np.zeros((pack.SIDE, pack.SIDE), bool) if mask is None else mask for mask in masks]))
        large = tensor(large)
        small = torch.nn.functional.interpolate(large.float() / 255, size=(pictures.SIDE, pictures.SIDE), mode="area")
        ways_of_it = [small] + [views.view(large, masks, has_mask, grounds, ways, generator) for _ in range(2)]
        for part, view in zip(found, ways_of_it):
            part.append(torch.cat(network.histogram(view), dim=1))
        if start < NAMED:
            with torch.no_grad():
                kinds.append(tempered(network.described(ways_of_it[1])[1], temperature, network.sizes[0]))
    return [torch.cat(part) for part in found], torch.cat(kinds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    folders.add_flags(parser)
    parser.add_argument("--model", type=Path, default=folders.REPOSITORY / "models" / "nova-mini", help="the folder that is given the map")
    parser.add_argument("--colours", type=float, default=COLOURS_SHARE, help="length of the colours' part")
    parser.add_argument("--kinds", type=float, default=KINDS_SHARE, help="length of the kinds' part")
    parser.add_argument("--temperature", type=float, default=TEMPERATURE)
    parser.add_argument("--seed", type=int, default=5)
    arguments = parser.parse_args()
    path = arguments.model / "model.safetensors"
    tensors, config = load_file(path), json.loads((arguments.model / "config.json").read_text())
    basis = free(tensors["text_projection.weight"].float())
    for name in ("fc2.weight", "fc2.bias", "mix.weight"):
        written = tensors[f"image_projection.{name}"].float()
        tensors[f"image_projection.{name}"] = (written - basis @ (basis.T @ written)).half()
    histograms, kinds = seen_pictures(folders.from_flags(arguments), Network(arguments.model).eval(), arguments.temperature, arguments.seed)
    colours_at, kinds_at = basis[:, :-KINDS], basis[:, -KINDS:]
    centre, map_ = discriminants(histograms, AXES, SHRINK, colours_at.shape[1])
    for name, weight, middle in (("colours", colours_at @ map_.T, centre), ("kinds", kinds_at @ principal(kinds, KINDS).T, torch.zeros(kinds.shape[1]))):
        # Only the direction of what it gives counts, so it may have any scale that float16 holds well.
        weight = (weight / weight.abs().max()).half()
        tensors[f"image_projection.{name}.weight"] = weight
        tensors[f"image_projection.{name}.bias"] = (-weight.float() @ middle).half()
    config["image"]["colours"] = {"share": arguments.colours}
    config["image"]["kinds"] = {"share": arguments.kinds, "temperature": arguments.temperature}
    folders.write_then_rename(path, lambda beside: save_file({name: value.contiguous() for name, value in tensors.items()}, beside, {"format": "pt"}))
    folders.write_then_rename(arguments.model / "config.json", lambda beside: beside.write_text(finish.config_text(config)))
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
