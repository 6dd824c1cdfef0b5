"""Figures of a model in training, from the cached features of the val rows.

`evaluate` measures what ships; this only tells while training how it goes. Choices
made by it are few and are told in the model card.
"""

import numpy as np
import torch

from . import captions as caption_stage
from . import evaluate, folders, free_language, metrics, sentences, tables, words
from .examples import Examples

PIECE = 512


class Progress:
    def __init__(self, where: folders.Folders, examples: Examples, texts, text_features, unseen: np.ndarray):
        self.examples = examples
        self.unseen = unseen
        self.known = dict(zip(texts, text_features))
        products, photos = tables.rows(where, "products"), tables.rows(where, "photos")
        self.val = np.array([i for i, row in enumerate(products) if row["split"] == "val"])
        self.val_rows = [products[i] for i in self.val]
        self.labels = sorted({row["label"] for row in photos} - set(evaluate.LABELS_WITHOUT_MEANING))
        kept = [i for i, r in enumerate(photos) if r["split"] == "val" and r["label"] in self.labels]
        self.photos = np.array(kept) + examples.offsets[1]
        self.photo_labels = np.array([photos[i]["label"] for i in kept])
        self.tower = None
        self.states: dict[tuple[str, ...], sentences.States] = {}

    def _texts(self, model, wanted: list[str]) -> np.ndarray:
        if model.sentences is not None:
            found = self._states(model.sentences.first, wanted).through(model.sentences, np.arange(len(wanted)))
            return model.heads.texts(found).numpy()
        missing = [text for text in dict.fromkeys(wanted) if text not in self.known]
        if missing:
            self.tower = self.tower or caption_stage.sentence_tower()
            self.known.update(zip(missing, caption_stage.embed(*self.tower, missing)))
        return model.heads.texts(torch.from_numpy(np.stack([self.known[text] for text in wanted]))).numpy()

    def _states(self, first: int, wanted: list[str]) -> sentences.States:
        """What the frozen layers give, kept: the same texts are asked for at every measurement."""
        key = tuple(wanted)
        if key not in self.states:
            tokenizer, bert, _ = sentences.pretrained(first)
            self.states[key] = sentences.states_of(tokenizer, bert, wanted, first)
        return self.states[key]

    @torch.no_grad()
    def line(self, model) -> str:
        """`model` has dropout switched off."""
        def images(rows: np.ndarray) -> np.ndarray:
            parts = np.array_split(rows, -(-len(rows) // PIECE))
            plain = [np.zeros(len(part), dtype=int) for part in parts]
            return np.concatenate([model.images(self.examples, *both).numpy() for both in zip(parts, plain)])

        def embed(wanted: list[str]) -> np.ndarray:
            return self._texts(model, wanted)

        gallery = images(self.val)
        titles = [row["name"].strip() for row in self.val_rows]
        vectors = embed(titles)
        found = metrics.title_recall(titles, vectors, gallery, (1, 10))
        found.append(evaluate.colour_and_type(embed, self.val_rows, gallery))
        found.append(evaluate.image_to_image(self.val_rows, gallery))
        found += free_language.figures(self.val_rows, gallery, embed)[0]
        prompts = embed([f"a photo of a {words.nouns(label)[0]}" for label in self.labels])
        said = np.array(self.labels)[(images(self.photos) @ prompts.T).argmax(1)]
        line = ", ".join(f"{f.name.removeprefix('title→image ')} {f.value:.3f}" for f in found)
        line += f", photos {np.mean(said == self.photo_labels):.3f}"
        unseen = np.flatnonzero(self.unseen[self.val])
        if len(unseen):
            # Asked in the order that puts the unseen first, so that only their titles are asked for.
            order = np.concatenate([unseen, np.setdiff1d(np.arange(len(titles)), unseen)])
            part = metrics.title_recall([titles[i] for i in order], vectors[unseen], gallery[order], (1, 10))
            line += "; left out: " + ", ".join(f"{f.name.removeprefix('title→image ')} {f.value:.3f}" for f in part)
            line += f" of {part[0].queries}"
        return line
