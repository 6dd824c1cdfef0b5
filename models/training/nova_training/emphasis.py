"""The sentence tower, so that a colour weighs more in a short phrase: a CPU trains it in ten minutes.

    python -m nova_training.emphasis --start START --out OUT

Shops agree on what is black more than on what is a jacket, and a model that was taught by one shop leans too much on its kinds: asked
for "black jackets" of another it brings jackets of any colour before black ones that it takes for sweatshirts. Adding a part of the
vector of "black" to that of "black jackets" mends it. The upper layers of the tower and the projection are taught to do so by
themselves: of phrases that name a colour and a kind the vector with that part is wanted, with less of it where they name more, and of
all other texts, titles among them, the vector that they had.

Written is what `finish` reads.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional as F

from . import captions as caption_stage
from . import examples as example_rows
from . import folders, train
from .network import Network
from .painting import COLOUR

PHRASES, LONGER, OTHERS = 64, 64, 128  # of a batch: pairs of the vocabulary, any with a colour that counts, and the rest
LESS = 0.6  # of the share, in a phrase that names more than kind and colour


def weights_of(examples, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Of each of `count` texts the code of the colour that it names (-1: none) and how much that is to count, 0 to 1."""
    colours, weights = np.full(count, -1), np.zeros(count, dtype=np.float32)
    for row in np.flatnonzero(examples.train):
        for text, claim in examples.captions[row]:
            if claim is None or claim[COLOUR] < 0:
                continue
            named = int((claim[:-1] >= 0).sum()) + int(claim[-1]).bit_count()
            colours[text] = claim[COLOUR]
            weights[text] = LESS if named > 2 else float(named == 2 and claim[0] >= 0)
    for facts, wordings in zip(*examples.vocabulary["pairs"]):
        colours[wordings], weights[wordings] = facts[COLOUR], 1.0
    return colours, weights


def wanted(vectors: torch.Tensor, named: torch.Tensor, colours: torch.Tensor, weights: torch.Tensor, share: float) -> torch.Tensor:
    """Unit `vectors` (n, d) of texts with a part of the vector of the colour that each names: `named` (colours, d), `colours` (n,) codes
    and -1, `weights` (n,)."""
    part = share * weights[:, None] * named[colours.clamp_min(0)]
    return torch.where((colours >= 0)[:, None], F.normalize(vectors + part, dim=1), vectors)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    folders.add_flags(parser)
    parser.add_argument("--start", type=Path, default=folders.REPOSITORY / "models" / "nova-mini")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.4, help="length of the colour's part, the phrase's being 1")
    parser.add_argument("--first-layer", type=int, default=3, help="first layer of the sentence tower that is trained, of 0 to 5")
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    where, begun, cpu = folders.from_flags(arguments), time.monotonic(), torch.device("cpu")
    captions, texts = caption_stage.load(where)
    examples = example_rows.gather(where, captions)
    network = Network(arguments.start, arguments.first_layer, first_block=21)
    tokenizer = Tokenizer.from_file(str(arguments.start / "tokenizer.json"))
    colours, weights = weights_of(examples, len(texts))
    with torch.no_grad():
        named = network.texts(*train.Texts(tokenizer, examples.names["colour"], cpu).of(torch.arange(len(examples.names["colour"]))))
    held, rng = train.Texts(tokenizer, texts, cpu), np.random.default_rng(arguments.seed)
    teacher = Network(arguments.start, first_layer=6, first_block=21).eval()
    parts = (np.unique(examples.vocabulary["pairs"][1]), PHRASES), (np.flatnonzero(weights > 0), LONGER), (np.flatnonzero(weights == 0), OTHERS)
    trained = [value for name, value in network.trained.items() if name.startswith("text")]
    optimiser = torch.optim.AdamW(trained, lr=0.0, weight_decay=0.0)
    for step in range(arguments.steps):
        for group in optimiser.param_groups:
            group["lr"] = train.rate_at((step + 0.5) / arguments.steps, arguments.rate)
        some = np.concatenate([rng.choice(part, count) for part, count in parts])
        ids, mask = held.of(torch.from_numpy(some))
        with torch.no_grad():
            target = wanted(teacher.texts(ids, mask), named, torch.from_numpy(colours[some]), torch.from_numpy(weights[some]), arguments.share)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = network.sentence_features(ids, mask)
        away = 1 - (network.said(found.float()) * target).sum(1)
        optimiser.zero_grad(set_to_none=True)
        away.mean().backward()
        optimiser.step()
        if (step + 1) % 50 == 0:
            with_colour, others = away.detach().split([PHRASES + LONGER, OTHERS])
            print(f"{time.monotonic() - begun:.0f} s: step {step + 1}: {with_colour.mean():.5f} of phrases, {others.mean():.5f} of others", flush=True)
    train.write(network, examples, arguments.out)


if __name__ == "__main__":
    main()
