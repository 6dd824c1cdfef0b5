"""Stage 3: the projection heads, contrastively, on the cached features of both frozen towers.

Symmetric cross-entropy over the cosines of a batch. Each row draws a caption and
a view anew every epoch. A caption is right for every picture whose facts agree with
what it claims (see `captions`), and in the picture's direction a caption that fits few
pictures counts for more than one that fits many.

Writes WORK/runs/NAME/last.pt after every other epoch and goes on from it; each
epoch draws from its own seed, so a resumed run takes the same way. final.pt holds the
running average of the weights.
"""

import argparse
import copy
import json
import math
import time
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional as F

from . import captions as caption_stage
from . import features as feature_stage
from . import folders, metrics, pictures, tables, words
from .heads import Heads

AVERAGE_DECAY = 0.99
PHOTO_LABELS_WITHOUT_MEANING = ("Not sure", "Other", "Skip")


@dataclass
class Examples:
    """All rows of all sets, one after another; only the first view, the plain one, is complete."""

    views: list[np.ndarray]  # each (rows, feature_count) float16
    has_view: np.ndarray  # (rows, views) bool
    sets: np.ndarray  # (rows,) index into tables.SETS
    train: np.ndarray  # (rows,) bool
    facts: np.ndarray  # (rows, facts + 1) codes, -1 unknown; the purposes' bits last
    captions: list[list[tuple[int, np.ndarray | None]]]


class Codes:
    """Numbers for facts, -1 for none; the purposes' bits, last, stay as they are."""

    def __init__(self):
        self._known: dict[tuple[int, str], int] = {}

    def of(self, values: list) -> np.ndarray:
        *facts, bits = values
        numbers = [
            -1 if fact is None else self._known.setdefault((place, fact), len(self._known))
            for place, fact in enumerate(facts)
        ]
        return np.array([*numbers, bits], dtype=np.int64)


def gather(where: folders.Folders, view_names: list[str], captions: dict) -> Examples:
    codes = Codes()
    views: list[list[np.ndarray]] = [[] for _ in view_names]
    has_view, sets, train, facts, all_captions = [], [], [], [], []
    for number, set_name in enumerate(tables.SETS):
        rows = tables.rows(where, set_name)
        if not rows:
            continue
        if len(rows) != len(captions[set_name]):
            raise ValueError(f"captions of {set_name} are of another table; run the captions stage again")
        present = np.zeros((len(rows), len(view_names)), dtype=bool)
        for column, view in enumerate(view_names):
            found, present[:, column] = feature_stage.load(where, set_name, view)
            # A set without this view takes the place of its rows with the plain ones, never chosen.
            views[column].append(found if found.shape[1] else views[0][-1])
        print(f"{set_name}: " + ", ".join(f"{n} {v}" for v, n in zip(view_names, present.sum(0))))
        has_view.append(present)
        sets.append(np.full(len(rows), number))
        train.append(np.array([row["split"] == "train" for row in rows]))
        for row in captions[set_name]:
            facts.append(codes.of(row["facts"]))
            all_captions.append(
                [(index, None if claim is None else codes.of(claim)) for index, claim in row["captions"]]
            )
    return Examples(
        [np.concatenate(view) for view in views],
        np.concatenate(has_view),
        np.concatenate(sets),
        np.concatenate(train),
        np.stack(facts),
        all_captions,
    )


def moments(features: np.ndarray, rows: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean and standard deviation of each feature over the rows, in float64 by pieces."""
    total = np.zeros(features.shape[1])
    squares = np.zeros(features.shape[1])
    for start in range(0, len(rows), 4096):
        part = features[rows[start : start + 4096]].astype(np.float64)
        total += part.sum(0)
        squares += (part**2).sum(0)
    mean = total / len(rows)
    deviation = np.sqrt(np.maximum(squares / len(rows) - mean**2, 1e-8))
    return torch.from_numpy(mean).float(), torch.from_numpy(deviation).float()


def draw_captions(examples: Examples, rows: np.ndarray, rng, title_share: float):
    """For each row a text index and a claim (as facts; -1 and no bits where nothing is said)."""
    nothing = np.array([-1] * (examples.facts.shape[1] - 1) + [0])
    texts = np.empty(len(rows), dtype=np.int64)
    claims = np.empty((len(rows), examples.facts.shape[1]), dtype=np.int64)
    for place, row in enumerate(rows):
        options = examples.captions[row]
        # The first is the title; of a photo, the plain "a photo of a dress".
        if len(options) == 1 or rng.random() < title_share:
            chosen = options[0]
        else:
            chosen = options[rng.integers(1, len(options))]
        texts[place] = chosen[0]
        claims[place] = nothing if chosen[1] is None else chosen[1]
    return texts, claims


def fits(facts: torch.Tensor, claims: torch.Tensor, texts: torch.Tensor) -> torch.Tensor:
    """(pictures, captions) of 0 and 1: which caption is true of which picture of the batch."""
    asked = claims[:, -1]
    agree = (facts[:, -1][:, None] & asked[None]) == asked[None]
    for column in range(facts.shape[1] - 1):
        claim = claims[:, column][None]
        agree &= (claim == -1) | (claim == facts[:, column][:, None])
    agree &= ((claims[:, :-1] != -1).any(dim=1) | (asked != 0))[None]
    return (agree | (texts[None] == texts[:, None])).float()


def contrast(images: torch.Tensor, texts: torch.Tensor, scale: torch.Tensor, fit: torch.Tensor) -> torch.Tensor:
    logits = scale * images @ texts.T
    of_caption = fit / fit.sum(0, keepdim=True)
    of_picture = of_caption / of_caption.sum(1, keepdim=True)
    to_text = -(of_picture * F.log_softmax(logits, dim=1)).sum(1).mean()
    to_image = -(of_caption * F.log_softmax(logits, dim=0)).sum(0).mean()
    return (to_text + to_image) / 2


def rate_at(progress: float, peak: float) -> float:
    """One cycle: up over the first 15 %, then down a cosine to nothing."""
    if progress < 0.15:
        return peak * (0.04 + 0.96 * progress / 0.15)
    return peak * 0.5 * (1 + math.cos(math.pi * (progress - 0.15) / 0.85))


@torch.no_grad()
def measure(heads: Heads, where: folders.Folders, examples: Examples, text_features, texts) -> str:
    heads.eval()

    def images(rows: np.ndarray) -> np.ndarray:
        return heads.images(torch.from_numpy(examples.views[0][rows].astype(np.float32))).numpy()

    val = np.flatnonzero((examples.sets == 0) & ~examples.train)
    titled = [row for row in val if examples.captions[row]]
    names = [texts[examples.captions[row][0][0]] if examples.captions[row] else "" for row in val]
    vectors = np.zeros((len(val), text_features.shape[1]), dtype=np.float32)
    vectors[[i for i, row in enumerate(val) if examples.captions[row]]] = text_features[
        [examples.captions[row][0][0] for row in titled]
    ]
    found = metrics.title_recall(names, heads.texts(torch.from_numpy(vectors)).numpy(), images(val))

    photo_rows = tables.rows(where, "photos")
    offset = int(np.flatnonzero(examples.sets == 1)[0])
    index = {text: i for i, text in enumerate(texts)}
    labels = sorted({r["label"] for r in photo_rows} - set(PHOTO_LABELS_WITHOUT_MEANING))
    prompts = text_features[[index[f"a photo of a {words.nouns(label)[0]}"] for label in labels]]
    photos = [
        i for i, r in enumerate(photo_rows) if r["split"] == "val" and r["label"] in labels
    ]
    scores = images(np.array(photos) + offset) @ heads.texts(torch.from_numpy(prompts)).numpy().T
    right = np.mean([labels[best] == photo_rows[i]["label"] for i, best in zip(photos, scores.argmax(1))])
    heads.train()
    return ", ".join(f"{f.name.split()[1]} {f.value:.3f}" for f in found) + f", photos {right:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    folders.add_flags(parser)
    parser.add_argument("--run", default="nova-mini", help="name of the run, a folder under WORK/runs")
    parser.add_argument("--start", help="a finished run whose weights to begin from, to add data to it")
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--batch", type=int, default=2048)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--dropout", type=float, default=0.3)
    parser.add_argument("--title-share", type=float, default=0.5, help="of the title among captions drawn")
    parser.add_argument("--plain-share", type=float, default=0.5)
    parser.add_argument("--photo-repeat", type=int, default=2, help="times an epoch sees each photo")
    parser.add_argument("--drawn-repeat", type=int, default=1, help="the same for drawn garments")
    parser.add_argument("--views", nargs="*", default=list(pictures.VIEWS[1:]), choices=pictures.VIEWS[1:])
    parser.add_argument("--measure-every", type=int, default=5)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    where = folders.from_flags(arguments)
    run = where.work / "runs" / arguments.run

    captions, texts, text_features = caption_stage.load(where)
    examples = gather(where, ["plain", *arguments.views], captions)
    pool = np.array([i for i in np.flatnonzero(examples.train) if examples.captions[i]])
    for set_name, times in (("photos", arguments.photo_repeat), ("drawn", arguments.drawn_repeat)):
        few = np.flatnonzero(examples.train & (examples.sets == tables.SETS.index(set_name)))
        pool = np.concatenate([pool, *[few] * (times - 1)])
    print(f"{len(pool)} training rows, {len(texts)} texts, views plain {arguments.views}", flush=True)

    torch.manual_seed(arguments.seed)
    mean, deviation = moments(examples.views[0], pool)
    heads = Heads(mean, deviation, text_features.shape[1], arguments.dropout)
    if arguments.start:
        # The moments of that run come too: they belong to its weights.
        heads.load_state_dict(torch.load(where.work / "runs" / arguments.start / "final.pt", weights_only=True))
    average = copy.deepcopy(heads)
    decayed = [p for p in heads.parameters() if p.dim() > 1]
    others = [p for p in heads.parameters() if p.dim() <= 1]
    optimiser = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": 0.05}, {"params": others, "weight_decay": 0.0}], lr=0.0
    )
    first = 0
    if (run / "last.pt").exists():
        state = torch.load(run / "last.pt", weights_only=True)
        heads.load_state_dict(state["heads"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        first = state["epoch"]
        print(f"going on after epoch {first}", flush=True)

    steps = len(pool) // arguments.batch
    begun = time.monotonic()
    for epoch in range(first, arguments.epochs):
        rng = np.random.default_rng([arguments.seed, epoch])
        torch.manual_seed(arguments.seed * 10_000 + epoch)
        order = rng.permutation(pool)
        losses = []
        for step in range(steps):
            rows = order[step * arguments.batch : (step + 1) * arguments.batch]
            chosen = choose_views(examples.has_view[rows], arguments.plain_share, rng)
            picture = np.empty((len(rows), examples.views[0].shape[1]), dtype=np.float32)
            for column, view in enumerate(examples.views):
                at = np.flatnonzero(chosen == column)
                picture[at] = view[rows[at]]
            text_indices, claims = draw_captions(examples, rows, rng, arguments.title_share)
            fit = fits(
                torch.from_numpy(examples.facts[rows]), torch.from_numpy(claims), torch.from_numpy(text_indices)
            )
            rate = rate_at((epoch * steps + step) / (arguments.epochs * steps), arguments.rate)
            for group in optimiser.param_groups:
                group["lr"] = rate
            loss = contrast(
                heads.images(torch.from_numpy(picture)),
                heads.texts(torch.from_numpy(text_features[text_indices])),
                heads.log_scale.exp(),
                fit,
            )
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            with torch.no_grad():
                heads.log_scale.clamp_(max=math.log(100))
                for kept, new in zip(average.parameters(), heads.parameters()):
                    kept.lerp_(new, 1 - AVERAGE_DECAY)
            losses.append(loss.item())
        done = epoch + 1
        line = f"epoch {done} of {arguments.epochs}: loss {np.mean(losses):.3f}, scale {heads.log_scale.exp():.1f}"
        if done % arguments.measure_every == 0 or done == arguments.epochs:
            line += "; " + measure(average, where, examples, text_features, texts)
        print(f"{line}; {time.monotonic() - begun:.0f} s", flush=True)
        if done % 2 == 0 or done == arguments.epochs:
            state = {
                "heads": heads.state_dict(),
                "average": average.state_dict(),
                "optimiser": optimiser.state_dict(),
                "epoch": done,
            }
            folders.write_then_rename(run / "last.pt", lambda beside: torch.save(state, beside))
    final = average.state_dict()
    folders.write_then_rename(run / "final.pt", lambda beside: torch.save(final, beside))
    recipe = {key: str(value) for key, value in vars(arguments).items()}
    folders.write_then_rename(run / "recipe.json", lambda beside: beside.write_text(json.dumps(recipe, indent=1)))


def choose_views(present: np.ndarray, plain_share: float, rng) -> np.ndarray:
    """For each row a view that it has: the plain one with the given chance, else any other."""
    weights = present[:, 1:].astype(float)
    varied = weights.sum(1)
    chosen = np.zeros(len(present), dtype=np.int64)
    for row in np.flatnonzero((varied > 0) & (rng.random(len(present)) >= plain_share)):
        chosen[row] = 1 + rng.choice(weights.shape[1], p=weights[row] / varied[row])
    return chosen


if __name__ == "__main__":
    main()
