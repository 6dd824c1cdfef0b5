"""Stage 3: trains both towers and the projections together, on one accelerator (or, slowly, on a CPU).

Symmetric cross-entropy over the cosines of a batch. Each row draws a caption and a view
anew each time. A caption is right for every picture whose facts agree with what it
claims (see `captions`, `losses`). Beside it: another view of a picture must find
it, pictures of one noun draw together, the attributes are named, and a picture is told apart among all terms of
the vocabulary.

Begins from an exported folder and trains for a given time: the rates fall to nothing at its end. Writes
OUT/trained.safetensors, the running average of what was trained, and OUT/attributes.json, the names of the attributes'
values; `finish` makes a folder of them.
"""

import argparse
import copy
import json
import math
import queue
import threading
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer

from . import captions as caption_stage
from . import examples as example_rows
from . import folders, losses, pack, tables, views
from .decoded import decoded
from .figures import Progress
from .network import Network
from .painting import Painting
from .recolour import shares

PICTURE_SCALE = 20.0  # of cosines between pictures
SHARES_SCALE = 15.0  # of cosines between the shares of their colours
WARM_SHARE = 0.03
MAX_TOKENS = 48
CENTRE_SHARE = 0.5  # of the vectors of values that are new
BRAND_KEPT = 0.6  # share of the pictures whose brand's vector counts: what is found must not lean on it


def rate_at(done: float, peak: float) -> float:
    """Up over the first hundredths, then down a cosine to nothing; `done` from 0 to 1."""
    if done < WARM_SHARE:
        return peak * done / WARM_SHARE
    return peak * 0.5 * (1 + math.cos(math.pi * (done - WARM_SHARE) / (1 - WARM_SHARE)))


class Texts:
    """Token ids of all distinct texts, on the device."""

    def __init__(self, tokenizer: Tokenizer, texts: list[str], device: torch.device):
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        encoded = [found.ids for found in tokenizer.encode_batch(texts)]
        self.lengths = torch.tensor([len(ids) for ids in encoded], device=device)
        table = np.zeros((len(encoded), MAX_TOKENS), dtype=np.int32)
        for row, ids in enumerate(encoded):
            table[row, : len(ids)] = ids
        self.ids = torch.from_numpy(table).to(device)

    def of(self, indices: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Ids and mask, (n, the longest)."""
        lengths = self.lengths[indices]
        longest = int(lengths.max())
        mask = torch.arange(longest, device=lengths.device)[None] < lengths[:, None]
        return self.ids[indices, :longest].long(), mask


def embedders(network: Network, tokenizer: Tokenizer, device: torch.device):
    """What embeds bytes (n, 3, side, side) and texts as unit rows, for `figures`."""
    @torch.no_grad()
    def pictures(found: torch.Tensor) -> np.ndarray:
        parts = [network.described(part.to(device).float() / 255)[0].cpu().numpy() for part in found.split(512)]
        return np.concatenate(parts)

    @torch.no_grad()
    def embed(texts: list[str]) -> np.ndarray:
        distinct = list(dict.fromkeys(texts))
        if not distinct:
            return np.zeros((0, network.config["embed_dim"]), dtype=np.float32)
        held = Texts(tokenizer, distinct, device)
        every = torch.arange(len(distinct), device=device)
        vectors = np.concatenate([network.texts(*held.of(part)).cpu().numpy() for part in every.split(1024)])
        place = {text: index for index, text in enumerate(distinct)}
        return vectors[[place[text] for text in texts]]

    return pictures, embed


class Batches:
    """Draws rows and captions in a thread of its own, without end."""

    def __init__(self, examples: example_rows.Examples, pool: np.ndarray, arguments):
        self.examples, self.pool, self.arguments = examples, pool, arguments
        self.drawn: queue.Queue = queue.Queue(maxsize=8)
        threading.Thread(target=self._draw, daemon=True).start()

    def _draw(self) -> None:
        rng, wanted = np.random.default_rng(self.arguments.seed), self.arguments
        while True:
            for rows in example_rows.batches(self.pool, self.examples.facts[:, 0], wanted.batch, wanted.alike, rng):
                found = example_rows.draw_captions(self.examples, rows, rng, wanted.title_share, wanted.brandless_share)
                again = np.sort(rng.permutation(len(rows))[: int(len(rows) * wanted.pair_share)])
                self.drawn.put((rows, *found, again, rng.integers(0, 2**31, 8)))

    def next(self):
        return self.drawn.get()


class Training:
    def __init__(self, network: Network, examples, texts: Texts, held, arguments, device: torch.device):
        self.network, self.texts, self.held, self.arguments, self.device = network, texts, held, arguments, device
        def to(array):
            return torch.from_numpy(np.ascontiguousarray(array)).to(device)
        self.facts, self.sets, self.nouns = to(examples.facts), to(examples.sets), to(examples.nouns)
        self.attributes = to(examples.attributes)
        self.own = torch.stack([to(examples.titles), to(examples.brandless)], dim=1)
        self.vocabulary = {name: (to(facts), to(wordings)) for name, (facts, wordings) in examples.vocabulary.items()}
        # How much a picture of each set counts in telling the terms apart: photos and street garments have labels alone.
        self.weights = {
            name: torch.tensor([arguments.vocabulary, 0.0, arguments.drawn_vocabulary, 0.0], device=device)
            for name in self.vocabulary
        } | {"labels": torch.tensor([0.0, arguments.labels, 0.0, arguments.labels], device=device)}
        self.generator = torch.Generator(device=device).manual_seed(arguments.seed)
        self.ways = views.Ways(side=held.side)
        self.painting = Painting(held, examples, self.generator)

    def loss(self, batch) -> torch.Tensor:
        arguments = self.arguments
        rows, texts, claims, again, draws = batch
        rows, texts, claims, again = (torch.from_numpy(part).to(self.device, non_blocking=True) for part in (rows, texts, claims, again))
        painted = self.painting.draw(rows, arguments.painted)
        facts, sets, own, attributes = self.facts[rows], self.sets[rows], self.own[rows], self.attributes[rows]
        self.painting.say(painted, facts, texts, claims, attributes, own)
        held, every, index = self.held, torch.cat([rows, rows[again]]), torch.cat([painted.index, painted.index[again]])
        without = torch.ones(len(every), len(self.network.sizes), device=self.device)
        place = list(example_rows.ATTRIBUTES).index("brand")
        without[:, place] = (torch.rand(len(every), generator=self.generator, device=self.device) < BRAND_KEPT).float()
        plain = (torch.rand(len(every), generator=self.generator, device=self.device) < arguments.plain_share) & (index < 0)
        pictures, masks, has_mask = held.pictures[every], held.masks[every], held.has_mask[every]
        self.painting.paint(pictures, every, index, painted)
        seen = views.view(pictures, masks, has_mask, held.grounds, self.ways, self.generator)
        seen[plain] = held.plain(every[plain])
        terms = {
            name: wordings[torch.arange(len(wordings), device=self.device), torch.from_numpy(np.random.default_rng(int(draw)).integers(0, wordings.shape[1], len(wordings))).to(self.device)]
            for (name, (_, wordings)), draw in zip(self.vocabulary.items(), draws)
        }
        # Convolutions in bfloat16 are many times slower on a CPU.
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.device.type == "cuda"):
            described, logits = self.network.described(seen, without)
            said = self.network.texts(*self.texts.of(torch.cat([texts, *terms.values()])))
        images, second = described[: len(rows)], described[len(rows) :]
        captions, *vectors = said.split([len(texts), *(len(found) for found in terms.values())])
        scale = self.network.log_scale.exp()

        fit = losses.captions_fit(facts, sets, claims, self.nouns, own, texts)
        # What a row drew is right for it, whatever else is known.
        fit.fill_diagonal_(example_rows.RIGHT)
        loss = losses.contrast(scale * images @ captions.T, fit)
        loss = loss + arguments.same_picture * losses.same_picture(images, second, again, PICTURE_SCALE)
        if arguments.same_kind:
            loss = loss + arguments.same_kind * losses.same_kind(images, facts[:, 0], PICTURE_SCALE)
        if arguments.alike_colours:
            some = torch.nonzero(has_mask[: len(rows)]).flatten()
            found = shares(pictures[some], masks[some])
            loss = loss + arguments.alike_colours * losses.alike_colours(images[some], found, facts[some, 0], PICTURE_SCALE, SHARES_SCALE)
        named = torch.cat([attributes, attributes[again]])
        loss = loss + arguments.attributes * losses.attributes(logits, named, self.network.sizes)
        for (name, (term_facts, _)), found in zip(self.vocabulary.items(), vectors):
            fit = losses.fits(facts[:, :-1], sets, term_facts, self.nouns)
            loss = loss + losses.among(images, found, fit, self.weights[name][sets], scale)
        return loss


def groups(network: Network, arguments) -> list[dict]:
    """Biases, scales and the picture tower do not decay: its weights hold their normalisation."""
    found = {"tower": [], "sentences": [], "projection": [], "other": [network.log_scale]}
    for key, value in network.trained.items():
        if key.startswith("image/"):
            found["tower"].append(value)
        elif key.startswith("text/"):
            found["sentences"].append(value)
        else:
            found["projection" if value.dim() > 1 else "other"].append(value)
    return [
        {"params": found["tower"], "weight_decay": 0.0, "peak": arguments.tower_rate},
        {"params": found["sentences"], "weight_decay": 0.01, "peak": arguments.sentence_rate},
        {"params": found["projection"], "weight_decay": arguments.decay, "peak": arguments.rate},
        {"params": found["other"], "weight_decay": 0.0, "peak": arguments.rate},
    ]


@torch.no_grad()
def add_attributes(network: Network, examples, rows: np.ndarray, held, names: dict[str, list[str]], device) -> None:
    """Gives the network the examples' attributes. Values that it knew, by `names`, keep their weights; a new one begins as
    a part of how the pictures that have it differ from all."""
    places, first = [], 0
    old = {}
    for name, values in names.items():
        old[name] = {value: first + index for index, value in enumerate(values)}
        first += len(values)
    for name, values in examples.values.items():
        places.append(torch.tensor([old.get(name, {}).get(value, -1) for value in values]))
    vectors = torch.cat([network.described(held.plain(torch.from_numpy(part).to(device)))[0] for part in np.array_split(rows, len(rows) // 512 + 1)])
    network.cpu().add_attributes(examples.sizes(), places)
    network.to(device)
    mix = network.trained["image_projection/mix/weight"]
    mean, start = vectors.mean(0), 0
    for column, (size, place) in enumerate(zip(examples.sizes(), places)):
        values = torch.from_numpy(examples.attributes[rows, column]).to(device)
        for value in torch.nonzero(place == -1).flatten().tolist():
            if (values == value).any() and list(examples.values)[column] != "brand":
                mix[:, start + value] = CENTRE_SHARE * (vectors[values == value].mean(0) - mean)
        start += size


def add_flags(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--start", type=Path, default=folders.REPOSITORY / "models" / "nova-mini", help="exported folder to begin from")
    add("--out", type=Path, required=True)
    add("--seconds", type=float, default=290, help="to train for, the reading of the pictures not counted")
    add("--steps", type=int, help="in place of a time")
    add("--batch", type=int, default=1536)
    add("--alike", type=float, default=0.5, help="share of batches whose rows are of few kinds")
    add("--rate", type=float, default=6e-4, help="of the projections, at the peak of the cycle")
    add("--tower-rate", type=float, default=2e-4)
    add("--sentence-rate", type=float, default=6e-5)
    add("--first-layer", type=int, default=3, help="first layer of the sentence tower that is trained, of 0 to 5")
    add("--first-block", type=int, default=4, help="first block of the picture tower that is trained, of 0 to 20")
    add("--decay", type=float, default=0.5, help="weight decay of the projections")
    add("--pull", type=float, default=0.0, help="of the towers towards where they began, per step at a rate of 1")
    add("--dropout", type=float, default=0.4)
    add("--title-share", type=float, default=0.55, help="of the title among captions drawn")
    add("--brandless-share", type=float, default=0.35, help="of titles without their brand among titles")
    add("--plain-share", type=float, default=0.25, help="of pictures that are seen as they are")
    add("--painted", type=float, default=0.2, help="share of the batch that is another part of it in other colours")
    add("--pair-share", type=float, default=0.3, help="of the batch that is seen in a second view")
    add("--same-picture", type=float, default=0.6)
    add("--same-kind", type=float, default=0.1)
    add("--alike-colours", type=float, default=0.15)
    add("--attributes", type=float, default=0.7)
    add("--vocabulary", type=float, default=1.5)
    add("--drawn-vocabulary", type=float, default=2.0)
    add("--labels", type=float, default=2.0)
    add("--repeat", type=int, nargs=4, default=[1, 2, 2, 2], help="times an epoch sees a row of " + ", ".join(tables.SETS))
    add("--average", type=float, default=0.996, help="decay of the running average of the weights")
    add("--measure-every", type=int, help="steps between measurements, after which what is trained so far is written")
    add("--rows", type=int, help="of each set's training rows at most: to try the pipeline")
    add("--seed", type=int, default=7)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    folders.add_flags(parser)
    add_flags(parser)
    arguments = parser.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(arguments.seed)
    where = folders.from_flags(arguments)
    begun = time.monotonic()

    def say(line: str) -> None:
        print(f"{time.monotonic() - begun:.0f} s: {line}", flush=True)

    captions, texts = caption_stage.load(where)
    examples = example_rows.gather(where, captions)
    say(f"{len(texts)} texts; " + ", ".join(f"{len(values)} of {name}" for name, values in examples.values.items()))
    rows = {name: tables.rows(where, name) for name in tables.MEASURED}
    held = decoded(where.work / "pack", rows, arguments.rows, device)
    say("pictures read")
    tokenizer = Tokenizer.from_file(str(arguments.start / "tokenizer.json"))
    network = Network(arguments.start, arguments.first_layer, arguments.dropout, arguments.first_block).to(device)
    progress = Progress(rows, held.measured, held.squeezed)

    def measure(of: Network, what: str) -> None:
        of.eval()
        if arguments.rows:
            return
        found = progress.figures(*embedders(of, tokenizer, device))
        say(f"{what}: " + "; ".join(f"{figure.name} {figure.value:.3f}" for figure in found))

    pool = np.array([i for i in np.flatnonzero(examples.train & held.present) if examples.captions[i]])
    names = json.loads((arguments.start / "attributes.json").read_text())["attributes"]
    add_attributes(network, examples, pool, held, {one["name"]: one["values"] for one in names}, device)
    pool = np.concatenate([np.repeat(pool[examples.sets[pool] == number], times) for number, times in enumerate(arguments.repeat)])
    training = Training(network, examples, Texts(tokenizer, texts, device), held, arguments, device)
    batches = Batches(examples, pool, arguments)
    average = copy.deepcopy(network).eval()
    start = [[value.detach().clone() for value in group["params"]] for group in groups(network, arguments)[:2]]
    optimiser = torch.optim.AdamW(groups(network, arguments), lr=0.0, fused=device.type == "cuda")
    network.train()
    began, step, sum_of, done = time.monotonic(), 0, 0.0, 0.0
    while done < 1:
        for group in optimiser.param_groups:
            group["lr"] = rate_at(done, group["peak"])
        loss = training.loss(batches.next())
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        with torch.no_grad():
            network.log_scale.clamp_(max=math.log(100))
            for group, first in zip(optimiser.param_groups, start):
                if arguments.pull:
                    torch._foreach_lerp_(group["params"], first, min(1.0, group["lr"] * arguments.pull))
            # Early on the average must not remember the start.
            decay = min(arguments.average, 1 - 1 / (1 + step))
            torch._foreach_lerp_(list(average.parameters()), list(network.parameters()), 1 - decay)
        sum_of += loss.detach()
        step += 1
        done = step / arguments.steps if arguments.steps else (time.monotonic() - began) / arguments.seconds
        if step % 50 == 0:
            say(f"step {step}, {done:.2f}: loss {float(sum_of) / 50:.3f}, scale {float(network.log_scale.exp()):.1f}")
            sum_of = 0.0
        if arguments.measure_every and step % arguments.measure_every == 0:
            measure(average, f"step {step}")
            write(average, examples, arguments.out)
    say(f"{step} steps, {step * arguments.batch / len(pool):.1f} epochs of {len(pool)} rows")
    write(average, examples, arguments.out)
    measure(average, "trained")


def write(network: Network, examples, out: Path) -> None:
    """What differs from the folder that training began from."""
    out.mkdir(parents=True, exist_ok=True)
    made = network.tensors()
    changed = {
        name: value
        for name, value in made.items()
        if name not in network.kept or value.shape != network.kept[name].shape or not torch.equal(value, network.kept[name])
    }
    changed["logit_scale"] = network.log_scale.detach().exp().cpu()
    save_file(changed, out / "trained.safetensors")
    values = [{"name": name, "values": found} for name, found in examples.values.items()]
    (out / "attributes.json").write_text(json.dumps({"attributes": values}, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
