"""The sentence tower's upper layers as training sees them: from cached states of the layers below, which stay frozen.

WORK/captions/states-N/ holds the hidden states in front of layer N of each distinct text, one row a token,
float16, no padding. They belong to texts.json and are made anew when that is newer.
"""

import hashlib
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from . import captions as caption_stage
from . import folders

CHUNK = 128  # texts of like length that go through together
DROPOUT = 0.1


class Upper(nn.Module):
    """Layers `first` and later of the pretrained sentence tower; its weights are named as in the tower's encoder."""

    def __init__(self, bert, first: int):
        super().__init__()
        self.first = first
        self.heads = bert.config.num_attention_heads
        self.layer = nn.ModuleDict({str(i): bert.encoder.layer[i] for i in range(first, len(bert.encoder.layer))})

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """States (texts, tokens, width) and a mask (texts, tokens) to means over the tokens (texts, width)."""
        for layer in self.layer.values():
            states = self._layer(layer, states, mask[:, None, None])
        attended = mask.unsqueeze(-1).float()
        return (states * attended).sum(1) / attended.sum(1)

    def _layer(self, layer, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        own, after = layer.attention.self, layer.attention.output

        def split(linear: nn.Linear) -> torch.Tensor:
            return linear(x).unflatten(-1, (self.heads, -1)).transpose(1, 2)

        mixed = F.scaled_dot_product_attention(split(own.query), split(own.key), split(own.value), attn_mask=mask)
        mixed = after.dense(mixed.transpose(1, 2).flatten(2))
        x = after.LayerNorm(x + F.dropout(mixed, DROPOUT, self.training))
        wide = layer.output.dense(F.gelu(layer.intermediate.dense(x)))
        return layer.output.LayerNorm(x + F.dropout(wide, DROPOUT, self.training))


class States:
    """The states of texts in front of the trained layers, one row a token."""

    def __init__(self, rows: np.ndarray, starts: np.ndarray):
        self.rows, self.starts = rows, starts
        self.lengths = np.diff(starts)

    def padded(self, texts: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
        """Float32 states (texts, tokens, width), zero where a text has ended, and the mask."""
        lengths = self.lengths[texts]
        at = np.arange(lengths.max())
        mask = at < lengths[:, None]
        states = np.zeros((*mask.shape, self.rows.shape[1]), dtype=np.float32)
        states[mask] = self.rows[(self.starts[texts][:, None] + at)[mask]]
        return torch.from_numpy(states), torch.from_numpy(mask)

    def through(self, upper: Upper, texts: np.ndarray) -> torch.Tensor:
        """Features (texts, width) of texts given by index; each distinct one is computed once."""
        distinct, back = np.unique(texts, return_inverse=True)
        order = np.argsort(self.lengths[distinct], kind="stable")
        parts = np.array_split(order, -(-len(order) // CHUNK))
        found = torch.cat([upper(*self.padded(distinct[part])) for part in parts])
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        return found[torch.from_numpy(place[back])]


@torch.inference_mode()
def states_of(tokenizer, bert, texts: list[str], first: int) -> States:
    """The frozen layers' output for each text."""
    encoded = [np.array(one.ids) for one in tokenizer.encode_batch(texts)]
    starts = np.concatenate([[0], np.cumsum([len(ids) for ids in encoded])])
    rows = np.empty((starts[-1], bert.config.hidden_size), dtype=np.float16)
    order = sorted(range(len(texts)), key=lambda index: len(encoded[index]))
    lower = Upper(bert, 0)
    for index in range(first, len(lower.layer)):
        del lower.layer[str(index)]
    lower.eval()
    begun = time.monotonic()
    for start in range(0, len(order), CHUNK):
        part = order[start : start + CHUNK]
        longest = max(len(encoded[index]) for index in part)
        ids = np.zeros((len(part), longest), dtype=np.int64)
        for place, index in enumerate(part):
            ids[place, : len(encoded[index])] = encoded[index]
        mask = torch.from_numpy(np.arange(longest) < np.array([len(encoded[i]) for i in part])[:, None])
        x = bert.embeddings(input_ids=torch.from_numpy(ids))
        for layer in lower.layer.values():
            x = lower._layer(layer, x, mask[:, None, None])
        for place, index in enumerate(part):
            rows[starts[index] : starts[index + 1]] = x[place, : len(encoded[index])].half().numpy()
        if start // CHUNK % 100 == 99:
            print(f"states: {start + len(part)} of {len(texts)}, {time.monotonic() - begun:.0f} s", flush=True)
    return States(rows, starts)


def load(where: folders.Folders, tokenizer, bert, texts: list[str], first: int) -> States:
    """The cached states of the captions' texts, made where they are missing or older than texts.json."""
    folder: Path = where.captions / f"states-{first}"
    rows, starts = folder / "rows.npy", folder / "starts.npy"
    if not rows.exists() or rows.stat().st_mtime < (where.captions / "texts.json").stat().st_mtime:
        made = states_of(tokenizer, bert, texts, first)
        folders.write_then_rename(starts, lambda beside: np.save(beside, made.starts))
        folders.write_then_rename(rows, lambda beside: np.save(beside, made.rows))
        return made
    return States(np.load(rows, mmap_mode="r"), np.load(starts))


def pretrained(first: int) -> tuple:
    """Tokenizer without padding, the whole tower, and its upper layers (the tower's own, not a copy)."""
    tokenizer, bert = caption_stage.sentence_tower()
    tokenizer.no_padding()
    return tokenizer, bert, Upper(bert, first)


def restored(trained: dict[str, torch.Tensor]) -> Upper:
    """The layers of a run's checkpoint."""
    upper = pretrained(min(int(name.split(".")[1]) for name in trained))[2]
    upper.load_state_dict(trained)
    return upper.eval()


@torch.inference_mode()
def features(where: folders.Folders, texts: list[str], upper: Upper) -> np.ndarray:
    """What the tower with these layers gives for the captions' texts, (texts, width) float32; kept by the layers' digest."""
    digest = hashlib.sha256((where.captions / "texts.json").read_bytes())
    for name, value in sorted(upper.state_dict().items()):
        digest.update(name.encode() + value.contiguous().numpy().tobytes())
    path = where.captions / f"features-{digest.hexdigest()[:16]}.npy"
    if not path.exists():
        tokenizer, bert, _ = pretrained(upper.first)
        states = load(where, tokenizer, bert, texts, upper.first)
        made = states.through(upper.eval(), np.arange(len(texts))).numpy()
        folders.write_then_rename(path, lambda beside: np.save(beside, made))
    return np.load(path)
