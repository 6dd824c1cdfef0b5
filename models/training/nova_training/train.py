"""Stage 3: the projection heads, and the end of the image tower, contrastively on what the stages before cached.

Symmetric cross-entropy over the cosines of a batch (with `--memory`, also of what was seen
lately, which has cost retrieval by title so far). Each row draws a
caption and a view anew every epoch. A caption is right for every picture whose facts
agree with what it claims (see `captions`). Beside it: another view of a picture must find
it, pictures of one noun draw together, and a picture is told apart among all terms of
the vocabulary.

With `--from-block` the blocks from there on are trained as well, from the cached maps; without,
the tower stays as it is. Writes WORK/runs/NAME/last.pt after every epoch and goes on from
it; each epoch draws from its own seed, so a resumed run takes the same way. final.pt holds
the running average of the weights after the last epoch done.
"""

import argparse
import copy
import json
import math
import time

import numpy as np
import torch

from . import captions as caption_stage
from . import examples as example_rows
from . import folders, losses, pictures, soup, tables, tower, upper
from .examples import Examples
from .heads import Heads
from .progress import Progress

PICTURE_SCALE = 20.0  # of cosines between pictures


WARM_STEPS = 20


def rate_at(step: int, steps: int, peak: float, hold: bool) -> float:
    """Up over the first 20 steps, then down a cosine to nothing, or, with `hold`, on at the peak."""
    if step < WARM_STEPS:
        return peak * (step + 1) / WARM_STEPS
    if hold:
        return peak
    return peak * 0.5 * (1 + math.cos(math.pi * (step - WARM_STEPS) / max(1, steps - WARM_STEPS)))


class Model(torch.nn.Module):
    """Heads, and the end of the image tower where it is trained."""

    def __init__(self, heads: Heads, end: upper.Upper | None):
        super().__init__()
        self.heads = heads
        self.upper = end

    def images(self, examples: Examples, rows: np.ndarray, chosen: np.ndarray) -> torch.Tensor:
        features = examples.features(rows, chosen)
        if self.upper is not None:
            later = self.upper(examples.boundary_maps(rows, chosen))
            features = torch.cat([features[:, : features.shape[1] - later.shape[1]], later], dim=1)
        return self.heads.images(features)


class Memory:
    """The embeddings, facts and captions of the last `size` pictures, without gradients."""

    def __init__(self, size: int):
        self.size = size
        self.held: list[torch.Tensor] | None = None

    def add(self, *parts: torch.Tensor) -> None:
        if self.size == 0:
            return
        parts = [part.detach() for part in parts]
        if self.held is not None:
            parts = [torch.cat([new, old])[: self.size] for new, old in zip(parts, self.held)]
        self.held = parts

    def behind(self, *parts: torch.Tensor) -> list[torch.Tensor]:
        """Each part with what is remembered of it appended."""
        if self.held is None:
            return list(parts)
        return [torch.cat([new, old]) for new, old in zip(parts, self.held)]


def batch_loss(model: Model, examples: Examples, text_features, rows, rng, memory: Memory, arguments) -> torch.Tensor:
    heads = model.heads
    chosen = example_rows.choose_views(examples.has_view[rows], arguments.plain_share, rng)
    text_indices, claims = (
        torch.from_numpy(found)
        for found in example_rows.draw_captions(examples, rows, rng, arguments.title_share)
    )
    facts, titles = torch.from_numpy(examples.facts[rows]), torch.from_numpy(examples.titles[rows])

    # The second views go through together with the first, as one batch.
    several = np.flatnonzero(examples.has_view[rows].sum(1) > 1)
    several = rng.permutation(several)[: int(len(rows) * arguments.pair_share)]
    others = examples.has_view[rows[several]].copy()
    others[np.arange(len(several)), chosen[several]] = False
    second = np.array([rng.choice(np.flatnonzero(row)) for row in others], dtype=np.int64)
    every = model.images(
        examples, np.concatenate([rows, rows[several]]), np.concatenate([chosen, second])
    )
    images, again = every[: len(rows)], every[len(rows) :]
    texts = heads.texts(torch.from_numpy(text_features[text_indices.numpy()]))
    scale = heads.log_scale.exp()

    now = (images, texts, facts, claims, text_indices, titles)
    all_images, all_texts, all_facts, all_claims, all_indices, all_titles = memory.behind(*now)
    loss = losses.contrast(
        scale * images @ all_texts.T,
        losses.fits(facts, all_claims, text_indices, titles, all_indices),
        scale * texts @ all_images.T,
        losses.fits(all_facts, claims, all_indices, all_titles, text_indices).T,
    )
    memory.add(*now)
    if len(several) > 1 and arguments.same_picture:
        loss = loss + arguments.same_picture * losses.same_picture(
            images, again, torch.from_numpy(several), PICTURE_SCALE
        )
    if arguments.same_kind:
        loss = loss + arguments.same_kind * losses.same_kind(images, facts[:, 0], PICTURE_SCALE)
    if arguments.vocabulary:
        is_photo = torch.from_numpy(examples.sets[rows] == tables.SETS.index("photos"))
        is_photo |= torch.from_numpy(chosen == arguments.pasted_view)
        for name, (term_facts, wordings) in examples.vocabulary.items():
            wording = wordings[np.arange(len(wordings)), rng.integers(0, wordings.shape[1], len(wordings))]
            terms = heads.texts(torch.from_numpy(text_features[wording]))
            # Labels are for photos, and for products laid on photos; pairs and colours for the others.
            asked = is_photo if name == "labels" else ~is_photo
            if asked.any():
                part = losses.among(images[asked], facts[asked], terms, torch.from_numpy(term_facts), scale)
                # A mean over few rows counts for as much as these are of the batch.
                weight = arguments.labels if name == "labels" else arguments.vocabulary
                loss = loss + weight * asked.float().mean() * part
    if arguments.unbent:
        loss = loss + arguments.unbent * losses.unbent(heads.text_projection.weight)
    return loss


def parameter_groups(model: Model, arguments) -> list[dict]:
    """Biases, scales and the tower do not decay: the tower's weights hold their normalisation."""
    decayed = [p for p in model.heads.parameters() if p.dim() > 1]
    others = [p for p in model.heads.parameters() if p.dim() <= 1]
    groups = [
        {"params": decayed, "weight_decay": 0.05, "peak": arguments.rate},
        {"params": others, "weight_decay": 0.0, "peak": arguments.rate},
    ]
    if model.upper is not None:
        trained = list(model.upper.parameters())
        groups.append({"params": trained, "weight_decay": 0.0, "peak": arguments.tower_rate})
    return groups


def begin(arguments, where: folders.Folders, examples: Examples, pool: np.ndarray, text_size: int) -> Model:
    mean, deviation = example_rows.moments(examples, pool)
    heads = Heads(mean, deviation, text_size, arguments.dropout)
    end = None
    if arguments.from_block:
        end = upper.Upper(tower.pretrained_tower(), arguments.from_block)
    if arguments.start:
        state = soup.mean([where.work / "runs" / name for name in arguments.start])
        # The moments of that run come too: they belong to its weights.
        heads.load_state_dict(state["heads"])
        if end is not None and state["upper"] is not None:
            end.load_state_dict(state["upper"])
    return Model(heads, end)


def add_training_flags(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--run", default="nova-mini", help="name of the run, a folder under WORK/runs")
    add("--start", nargs="+", help="runs of one origin whose mean weights to begin from")
    add("--epochs", type=int, default=12)
    add("--epoch-rows", type=int, help="rows drawn for an epoch; all, if not given")
    add("--hold", action="store_true", help="keep the rate at its peak: the running average can be taken at any time")
    add("--batch", type=int, default=1024)
    add("--memory", type=int, default=0, help="pictures and captions of past batches to contrast with")
    add("--rate", type=float, default=1e-3, help="of the heads, at the peak of the cycle")
    add("--tower-rate", type=float, default=1.5e-4, help="of the trained blocks")
    add("--from-block", type=int, help=f"first block that is trained, at least {tower.BOUNDARY + 1}")
    add("--dropout", type=float, default=0.3)
    add("--title-share", type=float, default=0.5, help="of the title among captions drawn")
    add("--plain-share", type=float, default=0.5)
    add("--pair-share", type=float, default=0.15, help="of the batch that is seen in a second view")
    add("--same-picture", type=float, default=0.2, help="weight of finding a picture by its other view")
    add("--same-kind", type=float, default=0.1, help="weight of drawing pictures of one noun together")
    add("--vocabulary", type=float, default=0.2, help="weight of telling pairs and colours apart")
    add("--labels", type=float, default=1.0, help="weight of telling the photos' labels apart")
    add("--unbent", type=float, default=0.0, help="weight of keeping the angles of the sentence tower")
    add("--photo-repeat", type=int, default=2, help="times an epoch sees each photo")
    add("--drawn-repeat", type=int, default=2, help="the same for drawn garments")
    add("--views", nargs="*", default=list(pictures.VIEWS[1:]), choices=pictures.VIEWS[1:])
    add("--average", type=float, default=0.99, help="decay of the running average of the weights")
    add("--leave-out", nargs="*", default=[], choices=("brands", "types"), help="a tenth of these is not trained on")
    add("--measure-every", type=int, default=2)
    add("--seed", type=int, default=7)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    folders.add_flags(parser)
    add_training_flags(parser)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    where = folders.from_flags(arguments)
    run = where.work / "runs" / arguments.run
    view_names = ["plain", *arguments.views]
    arguments.pasted_view = view_names.index("pasted") if "pasted" in view_names else -1

    captions, texts, text_features = caption_stage.load(where)
    examples = example_rows.gather(where, view_names, captions, bool(arguments.from_block))
    unseen = np.zeros(len(examples.train), dtype=bool)
    unseen[: examples.offsets[1]] = example_rows.left_out(where, arguments.leave_out, arguments.seed)
    pool = np.array([i for i in np.flatnonzero(examples.train & ~unseen) if examples.captions[i]])
    for set_name, times in (("photos", arguments.photo_repeat), ("drawn", arguments.drawn_repeat)):
        few = pool[examples.sets[pool] == tables.SETS.index(set_name)]
        pool = np.concatenate([pool, *[few] * (times - 1)])
    print(f"{len(pool)} training rows, {len(texts)} texts, views {view_names}", flush=True)

    torch.manual_seed(arguments.seed)
    model = begin(arguments, where, examples, pool, text_features.shape[1])
    if model.upper is not None:
        examples.map_each(model.upper.advance)
    average = copy.deepcopy(model).eval()
    optimiser = torch.optim.AdamW(parameter_groups(model, arguments), lr=0.0)
    progress = Progress(where, examples, texts, text_features, unseen)
    first = 0
    if (run / "last.pt").exists():
        state = torch.load(run / "last.pt", weights_only=True)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        first = state["epoch"]
        print(f"going on after epoch {first}", flush=True)

    steps = min(arguments.epoch_rows or len(pool), len(pool)) // arguments.batch
    begun = time.monotonic()
    for epoch in range(first, arguments.epochs):
        rng = np.random.default_rng([arguments.seed, epoch])
        torch.manual_seed(arguments.seed * 10_000 + epoch)
        order = rng.permutation(pool)
        memory = Memory(arguments.memory)
        seen = []
        for step in range(steps):
            rows = order[step * arguments.batch : (step + 1) * arguments.batch]
            for group in optimiser.param_groups:
                group["lr"] = rate_at(epoch * steps + step, arguments.epochs * steps, group["peak"], arguments.hold)
            loss = batch_loss(model, examples, text_features, rows, rng, memory, arguments)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            with torch.no_grad():
                model.heads.log_scale.clamp_(max=math.log(100))
                # Early on the average must not remember the start.
                decay = min(arguments.average, 1 - 1 / (1 + epoch * steps + step))
                for kept, new in zip(average.parameters(), model.parameters()):
                    kept.lerp_(new, 1 - decay)
            seen.append(loss.item())
        done = epoch + 1
        line = f"epoch {done} of {arguments.epochs}: loss {np.mean(seen):.3f}, scale {model.heads.log_scale.exp():.1f}"
        if done % arguments.measure_every == 0 or done == arguments.epochs:
            line += "; " + progress.line(average)
        print(f"{line}; {time.monotonic() - begun:.0f} s", flush=True)
        state = {
            "model": model.state_dict(),
            "average": average.state_dict(),
            "optimiser": optimiser.state_dict(),
            "epoch": done,
        }
        folders.write_then_rename(run / "last.pt", lambda beside: torch.save(state, beside))
        final = {
            "heads": average.heads.state_dict(),
            "upper": None if average.upper is None else average.upper.state_dict(),
        }
        folders.write_then_rename(run / "final.pt", lambda beside: torch.save(final, beside))
    recipe = {key: str(value) for key, value in vars(arguments).items()}
    folders.write_then_rename(run / "recipe.json", lambda beside: beside.write_text(json.dumps(recipe, indent=1)))


if __name__ == "__main__":
    main()
