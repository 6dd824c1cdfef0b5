"""What a run trains, taken together, and the cached texts that it reads."""

from dataclasses import dataclass

import numpy as np
import torch

from . import sentences, upper
from .examples import Examples
from .heads import Heads

TERM_STEPS = 8  # for which the terms of the vocabulary are embedded at once where the sentence tower is trained


class Model(torch.nn.Module):
    """Heads, and the ends of the towers where they are not the pretrained ones.

    `kept`: the weights of an end of the picture tower that the cached features are made with.
    """

    def __init__(self, heads: Heads, end: upper.Upper | None, layers: sentences.Upper | None, kept: dict | None = None):
        super().__init__()
        self.heads = heads
        self.upper = end
        self.sentences = layers
        self.kept = kept

    def images(self, examples: Examples, rows: np.ndarray, chosen: np.ndarray) -> torch.Tensor:
        return self.described(examples, rows, chosen)[0]

    def described(self, examples: Examples, rows: np.ndarray, chosen: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
        """As `Heads.described`."""
        features = examples.features(rows, chosen)
        if self.upper is not None:
            later = self.upper(examples.boundary_maps(rows, chosen))
            features = torch.cat([features[:, : features.shape[1] - later.shape[1]], later], dim=1)
        return self.heads.described(features)

    def sentence_features(self, texts: "Texts", indices: np.ndarray) -> torch.Tensor:
        if texts.states is None:
            return torch.from_numpy(texts.features[indices])
        return texts.states.through(self.sentences, indices)

    def parts(self) -> dict[str, dict[str, torch.Tensor] | None]:
        """The weights of each part, None where it is the pretrained one."""
        found = {"heads": self.heads, "upper": self.upper, "sentences": self.sentences}
        state = {name: None if part is None else part.state_dict() for name, part in found.items()}
        return state | ({"upper": self.kept} if self.upper is None else {})


@dataclass
class Texts:
    """What is cached of the distinct texts: features, or states in front of the layers that are trained."""

    features: np.ndarray
    states: sentences.States | None = None


class Terms:
    """A wording of each term of the vocabulary and its sentence features, without gradients to the sentence tower."""

    def __init__(self, model: Model, texts: Texts, vocabulary: dict):
        self.model, self.texts, self.vocabulary = model, texts, vocabulary
        self.held: dict[str, torch.Tensor] = {}
        self.step = 0

    @torch.no_grad()
    def draw(self, rng) -> dict[str, torch.Tensor]:
        if self.texts.states is None or self.step % TERM_STEPS == 0:
            drawn = {
                name: wordings[np.arange(len(wordings)), rng.integers(0, wordings.shape[1], len(wordings))]
                for name, (_, wordings) in self.vocabulary.items()
            }
            found = self.model.sentence_features(self.texts, np.concatenate(list(drawn.values())))
            self.held = dict(zip(drawn, found.split([len(indices) for indices in drawn.values()])))
        self.step += 1
        return self.held
