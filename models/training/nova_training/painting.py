"""Which rows of a batch are given another garment's colour, and what is then said of them.

A painted picture stands in the batch beside the one that it was made of: same cut, another colour. Its caption names kind and
colour alone. How a picture is painted is told in `recolour`.
"""

from dataclasses import dataclass

import numpy as np
import torch

from . import captions, examples as example_rows, recolour

COLOUR, PATTERN, MATERIAL = (captions.FACTS.index(name) for name in ("colour", "pattern", "material"))
ATTRIBUTE = {name: place for place, name in enumerate(example_rows.ATTRIBUTES)}
CHUNK = 512


@dataclass
class Painted:
    """What of a batch is painted: everything by place in the batch."""

    places: torch.Tensor  # (m,)
    index: torch.Tensor  # (batch,) place in `places`, or -1
    wanted: torch.Tensor  # (m, 3) colours of 0 to 1
    names: torch.Tensor  # (m,) codes of colours


class Painting:
    def __init__(self, held, examples, generator: torch.Generator):
        device = generator.device
        self.held, self.generator = held, generator
        facts = torch.from_numpy(np.ascontiguousarray(examples.facts)).to(device)
        count = len(held.pictures)
        self.colours, share = torch.zeros(count, 3, device=device), torch.zeros(count, device=device)
        for rows in torch.nonzero(held.has_mask).flatten().split(CHUNK):
            self.colours[rows], share[rows] = recolour.main_colours(held.pictures[rows], held.masks[rows])
        # (nouns, colours, wordings): the texts of the pairs of the vocabulary, -1 where a pair is not among them.
        pair_facts, wordings = examples.vocabulary["pairs"]
        nouns, colours = (len(examples.names[name]) for name in ("noun", "colour"))
        self.texts = torch.full((nouns, colours, wordings.shape[1]), -1, device=device)
        pair_facts, wordings = (torch.from_numpy(part).to(device) for part in (pair_facts, wordings))
        self.texts[pair_facts[:, 0], pair_facts[:, COLOUR]] = wordings
        kinds, lent = (torch.tensor(sorted({pair[place] for pair in examples.painted}), device=device) for place in (0, 1))
        train = torch.from_numpy(examples.train).to(device)
        self.can = (share >= recolour.LEAST_SHARE) & ~recolour.like_skin(self.colours) & torch.isin(facts[:, 0], kinds) & train
        lenders = recolour.lent(self.colours, share, facts[:, COLOUR]) & torch.isin(facts[:, COLOUR], lent) & train
        self.lenders = torch.nonzero(lenders).flatten()
        self.names = facts[:, COLOUR]
        of_name = torch.bincount(self.names[self.lenders])
        self.weights = of_name[self.names[self.lenders]].float() ** -0.5
        self.attributes = self._attributes(examples).to(device)

    @staticmethod
    def _attributes(examples) -> torch.Tensor:
        """(nouns + 1, colours) values of "kind and colour", -1 where it is none; the last row those of "colour"."""
        nouns, colours = (examples.names[name] for name in ("noun", "colour"))
        pairs = {value: place for place, value in enumerate(examples.values["kind and colour"])}
        alone = {value: place for place, value in enumerate(examples.values["colour"])}
        made = [[pairs.get(f"{noun}, {colour}", -1) for colour in colours] for noun in nouns]
        return torch.tensor([*made, [alone.get(colour, -1) for colour in colours]])

    def draw(self, rows: torch.Tensor, share: float) -> Painted:
        """Overwrites a share of `rows` by others of them, which are then painted."""
        device = rows.device
        order = torch.randperm(len(rows), generator=self.generator, device=device)
        able = order[self.can[rows[order]]][: int(len(rows) * share)]
        rest = order[~torch.isin(order, able)][: len(able)]
        sources, places = able[: len(rest)], rest
        rows[places] = rows[sources]
        chosen = torch.multinomial(self.weights, max(1, len(places)), replacement=True, generator=self.generator)[: len(places)]
        lenders = self.lenders[chosen]
        other = self.names[lenders] != self.names[rows[places]]
        places, lenders = places[other], lenders[other]
        index = torch.full((len(rows),), -1, device=device)
        index[places] = torch.arange(len(places), device=device)
        wanted = self.colours[lenders] + 0.02 * torch.randn(len(places), 3, generator=self.generator, device=device)
        return Painted(places, index, wanted.clamp(0, 1), self.names[lenders])

    def say(self, painted: Painted, facts, texts, claims, attributes, own) -> None:
        """Sets, in place, what is known and said of the painted rows of a batch."""
        at, names = painted.places, painted.names
        facts[at, COLOUR] = names
        facts[at, PATTERN] = facts[at, MATERIAL] = -1
        nouns = facts[at, 0]
        drawn = torch.randint(0, self.texts.shape[2], (len(at),), generator=self.generator, device=at.device)
        texts[at] = self.texts[nouns, names, drawn]
        claims[at] = -1
        claims[at, -1] = 0
        claims[at, 0], claims[at, COLOUR] = nouns, names
        own[at] = -2
        attributes[at, ATTRIBUTE["colour"]] = self.attributes[-1, names]
        attributes[at, ATTRIBUTE["kind and colour"]] = self.attributes[nouns, names]
        attributes[at, ATTRIBUTE["pattern"]] = attributes[at, ATTRIBUTE["material"]] = -1
        attributes[at, ATTRIBUTE["brand"]] = -1

    def paint(self, pictures: torch.Tensor, rows: torch.Tensor, index: torch.Tensor, painted: Painted) -> None:
        """Paints, in place, those of `pictures` of `rows` whose `index` into what is painted is not -1."""
        for at in torch.nonzero(index >= 0).flatten().split(256):
            pictures[at] = recolour.recoloured(pictures[at], self.held.masks[rows[at]], self.colours[rows[at]], painted.wanted[index[at]])
