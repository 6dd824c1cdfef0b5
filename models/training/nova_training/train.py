"""Stage 3: the projection heads, and the ends of the towers, contrastively on what the stages before cached.

Symmetric cross-entropy over the cosines of a batch. Each row draws a caption and a view
anew every epoch. A caption is right for every picture whose facts agree with what it
claims (see `captions`). Beside it: another view of a picture must find
it, pictures of one noun draw together, and a picture is told apart among all terms of
the vocabulary.

With `--from-block` the picture tower's blocks from there on are trained as well, from the cached
maps; with `--from-layer` the sentence tower's layers, from cached states. Without, the towers stay
as they are. Writes WORK/runs/NAME/last.pt after every epoch and goes on from
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
from . import folders, losses, pictures, sentences, soup, tables, tower, upper
from .examples import Examples
from .heads import EMBED_DIM, Heads
from .model import Model, Terms, Texts
from .progress import Progress

PICTURE_SCALE = 20.0  # of cosines between pictures
WARM_STEPS = 20
ATTRIBUTE_SHARE = 0.5  # of a value's centre, where a run begins from one whose projection named no attributes


def rate_at(step: int, steps: int, peak: float) -> float:
    """Up over the first 20 steps, then down a cosine to nothing."""
    if step < WARM_STEPS:
        return peak * (step + 1) / WARM_STEPS
    return peak * 0.5 * (1 + math.cos(math.pi * (step - WARM_STEPS) / max(1, steps - WARM_STEPS)))


def batch_loss(
    model: Model, examples: Examples, cached: Texts, terms: Terms, rows, rng, arguments
) -> torch.Tensor:
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
    every, logits = model.described(
        examples, np.concatenate([rows, rows[several]]), np.concatenate([chosen, second])
    )
    images, again = every[: len(rows)], every[len(rows) :]
    texts = heads.texts(model.sentence_features(cached, text_indices.numpy()))
    scale = heads.log_scale.exp()

    fit = losses.fits(facts, claims, text_indices, titles, text_indices)
    loss = losses.contrast(scale * images @ texts.T, fit)
    if len(several) > 1 and arguments.same_picture:
        loss = loss + arguments.same_picture * losses.same_picture(
            images, again, torch.from_numpy(several), PICTURE_SCALE
        )
    if arguments.same_kind:
        loss = loss + arguments.same_kind * losses.same_kind(images, facts[:, 0], PICTURE_SCALE)
    if arguments.attributes:
        values = torch.from_numpy(examples.attributes[np.concatenate([rows, rows[several]])])
        loss = loss + arguments.attributes * losses.attributes(logits, values, heads.sizes)
    if arguments.vocabulary:
        is_photo = torch.from_numpy(examples.sets[rows] == tables.SETS.index("photos"))
        is_photo |= torch.from_numpy(chosen == arguments.pasted_view)
        is_drawn = torch.from_numpy(examples.sets[rows] == tables.SETS.index("drawn"))
        for name, found in terms.draw(rng).items():
            term_facts = torch.from_numpy(examples.vocabulary[name][0])
            # Labels are for photos, and for products laid on photos; pairs and colours for the others.
            shares = [(is_photo, arguments.labels)]
            if name != "labels":
                shares = [(~is_photo & ~is_drawn, arguments.vocabulary), (is_drawn, arguments.drawn_vocabulary)]
            for asked, weight in shares:
                if asked.any():
                    part = losses.among(images[asked], facts[asked], heads.texts(found), term_facts, scale)
                    # A mean over few rows counts for as much as these are of the batch.
                    loss = loss + weight * asked.float().mean() * part
    return loss


def parameter_groups(model: Model, arguments) -> list[dict]:
    """Biases, scales and the picture tower do not decay: its weights hold their normalisation."""
    decayed = [p for p in model.heads.parameters() if p.dim() > 1]
    others = [p for p in model.heads.parameters() if p.dim() <= 1]
    groups = [
        {"params": decayed, "weight_decay": arguments.decay, "peak": arguments.rate},
        {"params": others, "weight_decay": 0.0, "peak": arguments.rate},
    ]
    if model.upper is not None:
        trained = list(model.upper.parameters())
        groups.append({"params": trained, "weight_decay": 0.0, "peak": arguments.tower_rate})
    if arguments.from_layer is not None:
        trained = list(model.sentences.parameters())
        groups.append({"params": trained, "weight_decay": 0.01, "peak": arguments.sentence_rate})
    return groups


@torch.no_grad()
def attribute_centres(heads: Heads, examples: Examples, rows: np.ndarray) -> torch.Tensor:
    """How the mean direction of the pictures with each value of each attribute differs from that of all, (values, 512)."""
    sizes = heads.sizes
    total, sums, counts = 0.0, torch.zeros(sum(sizes), EMBED_DIM), torch.zeros(sum(sizes), 1)
    heads.eval()
    for part in np.array_split(rows, 64):
        found = heads.images(examples.features(part, np.zeros(len(part), dtype=int)))
        total = total + found.sum(0)
        first = 0
        for size, values in zip(sizes, torch.from_numpy(examples.attributes[part]).T):
            known = values != -1
            sums.index_add_(0, first + values[known], found[known])
            counts.index_add_(0, first + values[known], torch.ones(int(known.sum()), 1))
            first += size
    heads.train()
    return sums / counts.clamp_min(1) - total / len(rows)


def begin(
    arguments, where: folders.Folders, examples: Examples, pool: np.ndarray, texts: list[str], features: np.ndarray
) -> tuple[Model, Texts]:
    def mean_of(names: list[str] | None) -> dict | None:
        return soup.mean([where.work / "runs" / name for name in names]) if names else None

    state, towers = mean_of(arguments.start), mean_of(arguments.towers_from)
    # The moments of that run come too: they belong to its weights.
    mean, deviation = (
        (state["heads"]["mean"], 1 / state["heads"]["inv_std"]) if state else example_rows.moments(examples, pool)
    )
    heads = Heads(mean, deviation, features.shape[1], arguments.dropout, examples.attribute_sizes())
    if towers:
        with torch.no_grad():
            heads.text_projection.weight.copy_(towers["heads"]["text_projection.weight"])
    if state:
        heads.load_state_dict(heads.state_dict() | state["heads"])
    ends = state or towers or {"upper": None, "sentences": None}
    end = layers = None
    cached = Texts(features)
    if arguments.from_block:
        end = upper.Upper(tower.pretrained_tower(), arguments.from_block)
        if ends["upper"] is not None:
            end.load_state_dict(ends["upper"])
    if arguments.from_layer is not None:
        tokenizer, bert, layers = sentences.pretrained(arguments.from_layer)
        cached.states = sentences.load(where, tokenizer, bert, texts, arguments.from_layer)
        if ends["sentences"] is not None:
            layers.load_state_dict(ends["sentences"])
    elif ends["sentences"] is not None:
        # Trained before and kept as they are.
        layers = sentences.restored(ends["sentences"]).requires_grad_(False)
        cached.features = sentences.features(where, texts, layers)
    if state and "mix.weight" not in state["heads"]:
        with torch.no_grad():
            heads.mix.weight.copy_(ATTRIBUTE_SHARE * attribute_centres(heads, examples, np.unique(pool)).T)
    return Model(heads, end, layers, ends["upper"]), cached


def add_training_flags(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--run", default="nova-mini", help="name of the run, a folder under WORK/runs")
    add("--start", nargs="+", help="runs of one origin whose mean weights to begin from")
    add("--towers-from", nargs="+", help="runs whose towers and sentence projection are kept, with a new picture projection")
    add("--epochs", type=int, default=12)
    add("--epoch-rows", type=int, help="rows drawn for an epoch; all, if not given")
    add("--batch", type=int, default=1024)
    add("--alike", type=float, default=0.0, help="share of batches whose rows are of few kinds")
    add("--rate", type=float, default=1e-3, help="of the heads, at the peak of the cycle")
    add("--tower-rate", type=float, default=1.5e-4, help="of the trained blocks")
    add("--from-block", type=int, help=f"first block that is trained, at least {tower.BOUNDARY + 1}")
    add("--from-layer", type=int, help="first layer of the sentence tower that is trained, of 0 to 5")
    add("--sentence-rate", type=float, default=1e-4, help="of the trained layers")
    add("--decay", type=float, default=0.05, help="weight decay of the projections")
    add("--dropout", type=float, default=0.3)
    add("--title-share", type=float, default=0.5, help="of the title among captions drawn")
    add("--plain-share", type=float, default=0.5)
    add("--pair-share", type=float, default=0.15, help="of the batch that is seen in a second view")
    add("--same-picture", type=float, default=0.2, help="weight of finding a picture by its other view")
    add("--same-kind", type=float, default=0.1, help="weight of drawing pictures of one noun together")
    add("--attributes", type=float, default=0.5, help="weight of naming a picture's attributes")
    add("--vocabulary", type=float, default=0.2, help="weight of telling pairs and colours apart")
    add("--drawn-vocabulary", type=float, default=0.2, help="the same weight for drawn garments")
    add("--labels", type=float, default=1.0, help="weight of telling the photos' labels apart")
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
    model, cached = begin(arguments, where, examples, pool, texts, text_features)
    if model.upper is not None:
        examples.map_each(model.upper.advance)
    average = copy.deepcopy(model).eval()
    optimiser = torch.optim.AdamW(parameter_groups(model, arguments), lr=0.0)
    progress = Progress(where, examples, texts, text_features, unseen)
    terms = Terms(model, cached, examples.vocabulary)
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
        drawn = example_rows.batches(pool, examples.facts[:, 0], arguments.batch, arguments.alike, rng)
        seen = []
        for step, rows in enumerate(drawn[:steps]):
            for group in optimiser.param_groups:
                group["lr"] = rate_at(epoch * steps + step, arguments.epochs * steps, group["peak"])
            loss = batch_loss(model, examples, cached, terms, rows, rng, arguments)
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
            if step % 10 == 9:
                so_far = f"loss {np.mean(seen[-10:]):.3f}; {time.monotonic() - begun:.0f} s"
                print(f"step {step + 1} of {steps}: {so_far}", flush=True)
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
        folders.write_then_rename(run / "final.pt", lambda beside: torch.save(average.parts(), beside))
    recipe = {key: str(value) for key, value in vars(arguments).items()}
    folders.write_then_rename(run / "recipe.json", lambda beside: beside.write_text(json.dumps(recipe, indent=1)))


if __name__ == "__main__":
    main()
